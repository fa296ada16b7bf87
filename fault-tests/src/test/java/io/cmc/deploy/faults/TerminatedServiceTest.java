// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.deploy.system.OwnProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.Site;
import io.cmc.sim.fault.Fault;
import io.cmc.sim.fault.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The service is told to stop while nodes are moving contracts, as by a machine that is shut down. */
class TerminatedServiceTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  /** What a shell shows for a process that ended by SIGTERM. */
  private static final int TERMINATED = 143;
  private static final Duration GRACE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private Site site;
  private OwnProcess service;

  @BeforeEach void start() {
    site = Voyage.site(folder, network -> network.participants(2).seed(13));
    service = OwnProcess.start(folder.resolve("service"));
  }

  @AfterEach void stop() {
    service.close();
    site.close();
  }

  @Test void it_ends_in_time_gives_back_what_does_not_end_and_the_next_start_goes_on() throws InterruptedException {
    var voyage = new Voyage(site, "terminated");
    var held = site.network().faults().atPhase("participantA", Phase.M3_TARGET_MIGRATING, new Fault.HangAtPhase());
    try (var console = service.console()) {
      voyage.begin(console);
    }
    assertThat(held.awaitHit(Duration.ofMinutes(4))).as("participantA is in the middle of its move").isTrue();

    var told = Instant.now();
    var exit = service.terminate(GRACE.plusSeconds(15));
    var took = Duration.between(told, Instant.now());
    System.out.printf("SIGTERM in the middle of a move: ended with %s after %d ms%n", exit, took.toMillis());
    assertThat(exit).as(service.logged()).hasValue(TERMINATED);
    assertThat(took).isLessThan(GRACE);
    held.release();
    service.start();
    try (var console = service.console()) {
      voyage.arrive(console);
    }
    voyage.judgeNodes();
    assertThat(service.logged()).doesNotContain(" ERROR ");
  }
}
