// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.deploy.system.Site;
import io.cmc.postgres.ThrowawayServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Connections to the service's own database stay and say nothing: neither side hears that the other is gone. */
class HalfOpenDatabaseTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS, "^WARN .*", Persistence.SPRING_LOSES_A_CONNECTION,
      Persistence.SCHEDULER_LOSES_A_CONNECTION);

  /** A client gives up after 15 s, and may have waited for a connection before that. */
  private static final Duration REFUSED = Duration.ofSeconds(25);
  private static final Duration RECOVERED = Duration.ofSeconds(20);
  /** What a silent client holds is free after 10 s, or 8 s later where it was just waiting for a lock; then somebody else has to seal. */
  private static final Duration SEALED = Duration.ofSeconds(20);

  /** Copies of databases stay on the server, so each run has a name of its own. */
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final String migration = "half-open-" + RUNS.incrementAndGet();
  @TempDir private Path folder;
  private String url;
  private DriverManagerDataSource direct;
  private TcpProxy proxy;
  private Site site;
  private InProcess service;
  private Voyage voyage;

  @BeforeEach void start() {
    url = ServiceDatabase.create();
    direct = new DriverManagerDataSource(url);
    proxy = TcpProxy.to(ThrowawayServer.server().port());
    site = Voyage.site(folder, network -> network.participants(3).seed(6));
    voyage = new Voyage(site, migration);
    service = InProcess.start(folder.resolve("service"), url.replaceAll("localhost:\\d+", "localhost:" + proxy.port()) + "&prepareThreshold=0", new String[0]);
  }

  @AfterEach void close() {
    proxy.thaw();
    service.close();
    site.close();
    proxy.close();
  }

  @Test void an_order_is_refused_in_time_and_what_was_about_to_be_committed_is_not_done_later() throws InterruptedException {
    var freeze = freezeAtACommit("MigrationHeld", 0);

    var asked = Instant.now();
    var refused = new Persistence(service.console()).once("the-key", "hold", migration, "--reason", "a test");
    var answered = Duration.between(asked, Instant.now());
    assertThat(refused.code()).as(refused.err()).isEqualTo(Persistence.UNREACHABLE);
    assertThat(refused.err()).contains("STORE_UNAVAILABLE").contains("same idempotency key");
    assertThat(freeze.await()).isAfter(asked);
    proxy.thaw();
    var recovered = new Persistence(service.console()).orderWith("the-key", "hold", migration, "--reason", "a test");
    System.out.printf("half-open database: order refused after %d ms, taken %d ms after the thaw%n", answered.toMillis(), recovered.toMillis());

    assertThat(answered).isLessThan(REFUSED);
    assertThat(recovered).isLessThan(RECOVERED);
    endsWell(service);
  }

  @Tag("faults") @Test void connections_that_a_network_forgot_are_replaced() {
    voyage.begin(service.console());
    eventsBeyond(30);
    proxy.forget();

    var taken = new Persistence(service.console()).order("hold", migration, "--reason", "a test");
    System.out.printf("half-open database: order taken %d ms after its connections were forgotten%n", taken.toMillis());

    assertThat(taken).isLessThan(REFUSED.plus(RECOVERED));
    endsWell(service);
    assertThat(JdbcClient.create(direct).sql("select count(*) from pg_stat_activity where datname = current_database() and xact_start < now() - interval '30 s'")
        .query(Long.class).single()).as("transactions of clients that are gone").isZero();
  }

  @Test void what_the_others_write_is_sealed_and_their_work_goes_on_while_one_instance_is_silent() throws InterruptedException {
    try (var other = InProcess.start(folder.resolve("other"), url, new String[0])) {
      var frozen = freezeAtACommit("", 20).await();

      new Persistence(other.console()).order("hold", migration, "--reason", "a test");
      var written = JdbcClient.create(direct).sql("select max(global_index) from domain_event_entry").query(Long.class).single();
      await("all that was written to be sealed").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50)).until(() -> unsealed(written) == 0);
      var sealed = Duration.between(frozen, Instant.now());
      System.out.printf("half-open database: what another instance wrote was sealed %d ms after the first fell silent%n", sealed.toMillis());

      assertThat(sealed).isLessThan(SEALED);
      endsWell(other);
    }
  }

  @Tag("faults") @RepeatedTest(20) void at_any_commit() throws InterruptedException {
    var random = Seeds.random("HalfOpenDatabaseTest.at_any_commit");
    freezeAtACommit("", random.nextInt(120)).await();
    var until = Instant.now().plusMillis(random.nextInt(40_000));
    await().atMost(Duration.ofSeconds(60)).until(() -> Instant.now().isAfter(until));
    proxy.thaw();
    new Persistence(service.console()).order("hold", migration, "--reason", "a test");
    endsWell(service);
  }

  private CommitFreeze freezeAtACommit(String kind, int after) {
    service.console().must(site.planning(migration, "--keep-source"));
    var freeze = new CommitFreeze(proxy, kind, after);
    proxy.bend(freeze);
    proxy.reset(); // connections that are made from now on are looked at
    new Persistence(service.console()).order("start", site.file(migration).toString(), "--reason", "a test");
    return freeze;
  }

  /** Held once, whatever the caller met; and nothing of what was given up was done after all. */
  private void endsWell(InProcess there) {
    new Persistence(there.console()).orderBesideComparisons("resume", migration); // what an instance that is silent was doing is compared when its leases have run out
    voyage.arrive(there.console());
    proxy.thaw();
    voyage.judge(direct);
    voyage.judgeHistory(there.console());
    assertThat(voyage.events(direct, "MigrationHeld")).isOne();
    assertThat(voyage.events(direct, "MigrationResumed")).isOne();
  }

  private void eventsBeyond(long events) {
    await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5))
        .until(() -> JdbcClient.create(direct).sql("select count(*) from domain_event_entry").query(Long.class).single() >= events);
  }

  private long unsealed(long upTo) {
    return JdbcClient.create(direct).sql("select count(*) from domain_event_entry where global_index <= ? and global_index not in (select global_index from event_seal)")
        .param(upTo).query(Long.class).single();
  }
}
