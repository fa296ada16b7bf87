// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.Phase;
import io.cmc.deploy.system.Console;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.Site;
import io.cmc.sim.fault.Fault;
import io.cmc.sim.fault.Injected;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Of sixty nodes fifty hang, more than are worked on at once; the other ten must not be held up by them. */
class HangingFleetTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  @TempDir private Path folder;
  private Site site;
  private InProcess service;
  private Console console;

  @BeforeEach void start() {
    site = Voyage.site(folder, network -> network.participants(60).sharedDatabase().contracts(1).seed(10));
    service = InProcess.start(folder.resolve("service"));
    console = service.console();
  }

  @AfterEach void close() {
    service.close();
    site.close();
  }

  @Test void fifty_hanging_nodes_do_not_hold_up_the_ten_beside_them() {
    var limits = site.names().stream().collect(toMap(Function.identity(), site::limits));
    var healthy = site.names().subList(50, 60);
    var alone = quiesced("calm", healthy, List.of());
    turnBack("calm");
    var hanging = site.names().subList(0, 50);

    var beside = quiesced("hanging", healthy, hanging);

    System.out.printf("ten healthy nodes closed after %d ms, beside fifty hanging ones after %d ms (factor %.1f)%n", alone.toMillis(), beside.toMillis(),
        (double) beside.toMillis() / alone.toMillis());
    // they are knocked at in two rounds of 2 s; a look at one that hangs takes 30 s
    assertThat(beside).isLessThan(alone.multipliedBy(2).plusSeconds(10));
    turnBack("hanging");
    assertThat(site.names().stream().collect(toMap(Function.identity(), site::limits))).isEqualTo(limits);
    assertThat(site.journal("MigrateDomain")).isEmpty();
  }

  /** @return from the release of the gate until the last of the healthy ones is closed; comes back when all are */
  private Duration quiesced(String name, List<String> healthy, List<String> hanging) {
    console.must(Arrays.stream(site.planning(name, "--hold-before", "quiesce,drain")).map(w -> w.equals("template-copy") ? "confirm" : w).toArray(String[]::new));
    console.must("start", site.file(name).toString(), "--reason", "a test");
    console.awaitStatus(name, s -> s.getState() == MigrationState.AT_GATE && s.getGate() == Phase.QUIESCE);
    var faults = hanging.stream().map(n -> site.network().faults().inject(n, "*", new Fault.HangBefore(), Integer.MAX_VALUE)).toList();
    var begun = Instant.now();
    console.must("release", name, "--gate", "quiesce", "--reason", "a test");
    await("the healthy ones").atMost(Duration.ofSeconds(110)).pollInterval(Duration.ofMillis(50)).until(() -> closed(name, healthy) == healthy.size());
    var took = Duration.between(begun, Instant.now());
    faults.stream().map(Injected::id).forEach(site.network().faults()::release);
    console.awaitStatus(name, s -> s.getState() == MigrationState.AT_GATE && s.getGate() == Phase.DRAIN);
    return took;
  }

  private long closed(String name, List<String> participants) {
    return service.store().sql("select count(*) from event_json where kind = 'LimitsLowered' and migration = :m and node in (:nodes)")
        .param("m", name).param("nodes", participants).query(Long.class).single();
  }

  private void turnBack(String name) {
    console.must("abort", name, "--reason", "a test");
    console.awaitState(name, MigrationState.ABORTED);
    assertThat(service.context().getBean(DataSource.class)).isNotNull();
  }
}
