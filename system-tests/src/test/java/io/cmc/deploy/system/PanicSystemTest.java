// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.MigrationState;
import io.cmc.deploy.checker.Checker;
import io.cmc.deploy.checker.StoreWatch;
import io.cmc.sim.fault.Fault;
import io.cmc.sim.fault.Injected;
import io.cmc.sim.fault.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Somebody pulls the brake while participants are moving their contracts. */
class PanicSystemTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final String MIGRATION = "braked";

  @TempDir private Path folder;
  private Site site;
  private StoreWatch store;
  private InProcess service;
  private Console console;

  @BeforeEach void start() {
    site = Site.start(folder, network -> network.participants(2));
    var database = ServiceDatabase.create();
    store = new StoreWatch(database);
    service = InProcess.start(folder.resolve("service"), database, new String[] {"--cmc.watch=1s"});
    console = service.console();
  }

  @AfterEach void close() {
    service.close();
    site.close();
  }

  @Test void after_a_panic_stop_no_call_begins_and_resume_compares_and_goes_to_the_end() throws IOException {
    var held = site.names().stream().map(this::hangInTheMiddleOfTheMove).toList();
    console.must(site.planning(MIGRATION, "--keep-source"));
    console.must("start", site.file(MIGRATION).toString(), "--reason", "a test");
    assertThat(held).allSatisfy(move -> assertThat(move.awaitHit(Duration.ofSeconds(90))).as("in the middle of a move").isTrue());

    console.must("panic", MIGRATION, "--reason", "something is wrong");
    var calls = site.journal().size();
    held.forEach(Injected::release);
    await("the moves, which nobody can take back").atMost(Duration.ofSeconds(60))
        .until(() -> site.names().stream().allMatch(name -> site.network().journal().completedMoves(name) == 1));
    everythingThatWouldGoOnHasComeBy();

    assertThat(console.awaitState(MIGRATION, MigrationState.PANIC_STOPPED).getPanic().getReason()).isEqualTo("something is wrong");
    assertThat(site.journal()).as("calls since the panic stop was answered").hasSize(calls);
    assertThat(site.network().target().connected()).isEmpty();

    console.must("resume", MIGRATION);
    console.awaitState(MIGRATION, MigrationState.COMPLETED);
    assertThat(console.audit(MIGRATION, "ReconcileBegan", "ReconcileEnded", "PanicEnded")).extracting(e -> e.getKind())
        .containsExactly("ReconcileBegan", "ReconcileEnded", "PanicEnded");
    assertThat(site.names()).allSatisfy(name -> assertThat(site.network().journal().completedMoves(name)).isEqualTo(1));
    assertThat(site.network().target().connected()).hasSize(2);
    assertThat(Checker.violations(store.evidence(MIGRATION, site.journal()))).isEmpty();
  }

  private Injected hangInTheMiddleOfTheMove(String participant) {
    return site.network().faults().atPhase(participant, Phase.M3_TARGET_MIGRATING, new Fault.HangAtPhase());
  }

  /** A whole migration beside it, on nodes of its own: whatever waits for its turn here had it meanwhile. */
  private void everythingThatWouldGoOnHasComeBy() throws IOException {
    try (var beside = Site.start(Files.createDirectory(folder.resolve("beside")), network -> network.participants(1).seed(99))) {
      console.must(beside.planning("beside", "--keep-source"));
      console.must("start", beside.file("beside").toString(), "--reason", "a test");
      console.awaitState("beside", MigrationState.COMPLETED);
    }
  }
}
