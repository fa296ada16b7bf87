// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.deploy.system.Site;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.store.outage.StoreHealth;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Connections to the database end exactly at a COMMIT: nobody knows whether it was done, and yet nothing is lost or done twice. */
class CutAtCommitTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS, "^WARN .*", Persistence.SPRING_LOSES_A_CONNECTION,
      Persistence.SCHEDULER_LOSES_A_CONNECTION);

  @TempDir private Path folder;
  private DriverManagerDataSource direct;
  private TcpProxy proxy;
  private Site site;
  private InProcess service;

  @BeforeEach void start() {
    var url = ServiceDatabase.create();
    direct = new DriverManagerDataSource(url);
    proxy = TcpProxy.to(ThrowawayServer.server().port());
    site = Voyage.site(folder, network -> network.participants(3).seed(5));
    service = InProcess.start(folder.resolve("service"), url.replaceAll("localhost:\\d+", "localhost:" + proxy.port()) + "&prepareThreshold=0", new String[0]);
  }

  @AfterEach void close() {
    service.close();
    site.close();
    proxy.close();
  }

  @Test void an_order_and_its_key_tell_the_truth_and_no_event_is_there_twice() {
    throughCuts(12, 6);
  }

  @Tag("faults") @RepeatedTest(20) void at_very_many_commits() {
    throughCuts(60, 4);
  }

  private void throughCuts(int most, int oneOf) {
    var cut = new CommitCut(Seeds.random("CutAtCommitTest"), most, oneOf);
    var voyage = new Voyage(site, "cut");
    service.console().must(site.planning("cut", "--hold-before", "drain", "--keep-source"));
    proxy.bend(cut);
    proxy.reset(); // connections that are made from now on are looked at
    var caller = new Persistence(service.console());
    caller.order("start", site.file("cut").toString(), "--reason", "a test");
    for (var i = 0; i < 4; i++) {
      caller.order("hold", "cut", "--reason", "a test");
      caller.order("resume", "cut");
    }
    service.console().awaitStatus("cut", s -> s.getGate() == io.cmc.api.v1.Phase.DRAIN);
    caller.order("release", "cut", "--gate", "drain", "--reason", "a test");
    voyage.arrive(service.console());
    cut.end();
    await().until(() -> service.context().getBean(StoreHealth.class).takesEvents());

    System.out.printf("cut before COMMIT was heard: %d, before it was answered: %d, orders told to come again: %d%n", cut.before(), cut.after(),
        caller.unavailable().size());
    assertThat(cut.before()).isPositive();
    assertThat(cut.after()).isPositive();
    voyage.judge(direct);
    voyage.judgeHistory(service.console());
    assertThat(effects()).isEqualTo(Map.of("MigrationPlanned", 1L, "MigrationStarted", 1L, "MigrationHeld", 4L, "MigrationResumed", 4L, "GateReleased", 1L));
  }

  /** Events that orders make, however often they were sent. */
  private Map<String, Long> effects() {
    return JdbcClient.create(direct).sql("select kind, count(*) from event_json where kind in (:kinds) group by kind")
        .param("kinds", List.of("MigrationPlanned", "MigrationStarted", "MigrationHeld", "MigrationResumed", "GateReleased"))
        .query((r, n) -> Map.entry(r.getString(1), r.getLong(2))).list().stream()
        .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
