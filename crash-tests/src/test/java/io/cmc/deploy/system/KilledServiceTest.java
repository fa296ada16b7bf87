// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.MigrationState;
import io.cmc.sim.Network;
import io.cmc.sim.fault.Fault;
import io.cmc.sim.fault.Phase;
import io.cmc.sim.journal.JournalEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The service dies without a word while nodes are moving contracts, and is started again on its data. */
class KilledServiceTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final String MIGRATION = "killed";

  @TempDir private Path folder;
  private Site site;
  private OwnProcess service;

  @BeforeEach void start() {
    site = Site.start(folder, network -> network.participants(2).seed(11));
    service = OwnProcess.start(folder.resolve("service"));
  }

  @AfterEach void stop() {
    service.close();
    site.close();
  }

  @Test void a_migration_whose_service_is_killed_between_call_and_answer_goes_on_and_repeats_nothing_that_had_an_effect() throws InterruptedException {
    var limits = site.names().stream().collect(Collectors.toMap(Function.identity(), site::limits));
    var contracts = site.contracts("participantA", Network.SOURCE);
    var held = site.network().faults().atPhase("participantA", Phase.M3_TARGET_MIGRATING, new Fault.HangAtPhase());
    try (var console = service.console()) {
      console.must(site.planning(MIGRATION, "--keep-source"));
      console.must("start", site.file(MIGRATION).toString(), "--reason", "test");
    }

    assertThat(held.awaitHit(Duration.ofSeconds(90))).as("participantA is in the middle of its move").isTrue();
    service.kill();
    held.release();
    service.start();
    try (var console = service.console()) {
      console.awaitState(MIGRATION, MigrationState.COMPLETED);
    }

    assertThat(site.names()).allSatisfy(name -> assertThat(site.network().journal().completedMoves(name)).isEqualTo(1));
    assertThat(site.journal("MigrateDomain").stream().filter(JournalEntry::effective).collect(groupingBy(JournalEntry::node)).values())
        .hasSize(2).allSatisfy(moves -> assertThat(moves).hasSize(1));
    assertThat(repeated()).isEmpty();
    assertThat(service.logged()).as("the local administrator's token is in no log").doesNotContain("cmc_admin_");
    assertThat(site.names()).allSatisfy(name -> assertThat(site.limits(name)).isEqualTo(limits.get(name)));
    assertThat(site.contracts("participantA", Network.TARGET)).isNotEmpty().isEqualTo(contracts);
  }

  /** Effects that one node saw twice. */
  private List<String> repeated() {
    return site.journal().stream().filter(JournalEntry::effective).collect(groupingBy(e -> e.node() + " " + e.method() + " " + e.effects()))
        .entrySet().stream().filter(e -> e.getValue().size() > 1).map(Map.Entry::getKey).toList();
  }
}
