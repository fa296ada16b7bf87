// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.Site;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One node is a hundred times slower than the others, which is no failure. */
class SlowNodeTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  @TempDir private Path folder;
  private Site site;
  private Detour detour;
  private InProcess service;

  @BeforeEach void start() {
    site = Voyage.site(folder, network -> network.participants(3).seed(9));
    detour = Detour.to(site);
    service = InProcess.start(folder.resolve("service"));
  }

  @AfterEach void close() {
    detour.close();
    service.close();
    site.close();
  }

  /** A call takes about 2 ms here. */
  @Test void a_node_that_is_a_hundred_times_slower_is_waited_for_and_named() {
    sail("slow", Duration.ofMillis(100));
  }

  /** Slower than the time within which a node is expected to say anything at all. */
  @Tag("faults") @Test void a_node_that_needs_three_seconds_for_each_call_is_no_failure_either() {
    sail("slower", Duration.ofMillis(1500));
  }

  private void sail(String name, Duration eachWay) {
    var voyage = new Voyage(site, name);
    detour.slow("participantB", eachWay);
    voyage.begin(service.console());

    var waiting = service.console().awaitStatus(name, s -> s.getWaitsFor().contains("1 of 3 participants") && s.getWaitsFor().contains("participantB"));
    assertThat(waiting.getWaitsFor()).doesNotContain("participantA", "participantC");
    voyage.arrive(service.console());
    var database = service.context().getBean(DataSource.class);
    voyage.judge(database);
    assertThat(voyage.events(database, "StepDelayed") + voyage.events(database, "StepUnresolved") + voyage.events(database, "StepParked"))
        .as("false failures").isZero();
  }
}
