// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.MigrationOrdersGrpc;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.deploy.system.Site;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The disk of the service's own database is full in the middle of a migration, and later there is room again. */
class FullStoreTest {

  private static final String SAID = "the disk of the service's own database is full";

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS, "^WARN .*", "^ERROR .*StoreHealth: " + SAID,
      Persistence.SPRING_LOSES_A_CONNECTION, "com.github.kagkarlsson.scheduler.*No space left");

  private static final Duration RECOVERED = Duration.ofSeconds(15);

  @TempDir private Path folder;
  private Site site;
  private InProcess service;
  private Voyage voyage;

  @BeforeEach void network() {
    site = Voyage.site(folder, network -> network.participants(3).seed(7));
    voyage = new Voyage(site, "full-store");
  }

  @AfterEach void close() {
    if (service != null) service.close();
    site.close();
  }

  @Test void while_no_event_can_be_stored_nothing_is_taken_begun_or_lost() {
    throughAFullDisk(20 + Seeds.random("FullStoreTest").nextInt(60));
  }

  @Tag("faults") @RepeatedTest(20) void at_any_event() {
    throughAFullDisk(Seeds.random("FullStoreTest.at_any_event").nextInt(150));
  }

  /** No event finds room, whoever writes it: the server says so in the words and with the code that it has for a full disk. */
  private void throughAFullDisk(int events) {
    var url = ServiceDatabase.create();
    var direct = new DriverManagerDataSource(url);
    service = InProcess.start(folder.resolve("service"), url, new String[0]);
    voyage.begin(service.console());
    eventsBeyond(direct, events);
    JdbcClient.create(direct).sql("""
        create function full_disk() returns trigger language plpgsql as $$
          begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
        create trigger full_disk before insert on domain_event_entry for each row execute function full_disk()""").update();

    var order = new Refused("the-key", "hold", voyage.name(), "--reason", "a test");
    refused(order);
    await("health to say it").atMost(Duration.ofSeconds(10)).until(() -> health(MigrationOrdersGrpc.SERVICE_NAME) == ServingStatus.NOT_SERVING);
    assertThat(health("")).as("the process itself is well").isEqualTo(ServingStatus.SERVING);
    standsStill(direct);

    JdbcClient.create(direct).sql("drop trigger full_disk on domain_event_entry").update();
    goesOn(order);
    voyage.judge(direct);
    voyage.judgeHistory(service.console());
    assertThat(voyage.events(direct, "MigrationHeld")).isOne();
  }

  @Test void a_real_disk_without_room_is_the_same() throws IOException, InterruptedException, SQLException {
    try (var disk = SmallDisk.mount(folder.resolve("disk"), 64); var store = StoreBehindProxy.start(folder.resolve("postgres"), disk.folder())) {
      service = InProcess.start(folder.resolve("service"), store.url(), new String[0]);
      voyage.begin(service.console());
      eventsBeyond(store.direct(), 30);
      disk.fill();

      var refused = refusedAtLast();
      standsStill(store.direct());

      disk.makeRoom();
      goesOn(refused);
      voyage.judge(store.direct());
      voyage.judgeHistory(service.console());
      service.close();
      service = null;
    }
  }

  private void refused(Refused order) {
    var refused = new Persistence(service.console()).once(order.key(), order.words());
    assertThat(refused.code()).as(refused.err()).isEqualTo(Persistence.UNREACHABLE);
    assertThat(refused.err()).contains("STORE_FULL").contains("Make room").contains("same idempotency key");
  }

  /** Some orders find room in pages that are there already. @return the one that did not, with its number as its key */
  private Refused refusedAtLast() {
    for (var n = 0; n < 200; n++) {
      var order = new Refused("key-" + n, n % 2 == 0 ? new String[] {"hold", voyage.name(), "--reason", "a test"} : new String[] {"resume", voyage.name()});
      var said = new Persistence(service.console()).once(order.key(), order.words());
      if (said.code() == Persistence.UNREACHABLE) {
        assertThat(said.err()).contains("STORE_FULL");
        return order;
      }
      assertThat(said.code()).as(said.err()).isZero();
    }
    throw new AssertionError("every order found room");
  }

  private record Refused(String key, String... words) {}

  /** Work is not tried over and over, and the log has one line for all. */
  private void standsStill(DriverManagerDataSource direct) {
    var begun = Instant.now();
    await("what was running to end").pollDelay(Duration.ofSeconds(2)).until(() -> true);
    var calls = site.journal().size();
    var lines = LOG.lines().size();
    var taken = taken(direct);
    await("some time to pass").pollDelay(Duration.ofSeconds(5)).until(() -> true);
    System.out.printf("full store: %d lines in the log and %d calls within %d ms%n", LOG.lines().size() - lines, site.journal().size() - calls, Duration.between(begun, Instant.now()).toMillis());
    assertThat(site.journal()).as("calls while nothing can be stored").hasSize(calls);
    assertThat(taken(direct)).as("leases taken while nothing can be stored").isEqualTo(taken);
    assertThat(LOG.lines()).filteredOn(line -> line.contains(SAID)).hasSize(1);
    assertThat(LOG.lines().size() - lines).as("lines in the log: %s", LOG.lines()).isLessThan(10);
  }

  /** Each taking raises the epoch of a piece of work. */
  private static long taken(DriverManagerDataSource direct) {
    return JdbcClient.create(direct).sql("select coalesce(sum(epoch), 0) from durable_work").query(Long.class).single();
  }

  private void goesOn(Refused order) {
    var room = Instant.now();
    new Persistence(service.console()).orderWith(order.key(), order.words());
    await("health").atMost(RECOVERED).until(() -> health(MigrationOrdersGrpc.SERVICE_NAME) == ServingStatus.SERVING);
    var recovered = Duration.between(room, Instant.now());
    System.out.printf("full store: taken again %d ms after there was room%n", recovered.toMillis());
    assertThat(recovered).isLessThan(RECOVERED);
    if (order.words()[0].equals("hold")) new Persistence(service.console()).order("resume", voyage.name());
    voyage.arrive(service.console());
  }

  private ServingStatus health(String what) {
    return HealthGrpc.newBlockingStub(service.console().channel()).check(HealthCheckRequest.newBuilder().setService(what).build()).getStatus();
  }

  private static void eventsBeyond(DriverManagerDataSource direct, long events) {
    var begun = Instant.now();
    await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5))
        .until(() -> JdbcClient.create(direct).sql("select count(*) from domain_event_entry").query(Long.class).single() >= events
            || Duration.between(begun, Instant.now()).toSeconds() > 20);
  }
}
