// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.Site;
import io.cmc.sim.fault.Fault;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The service's clock jumps by an hour, forward and back, again and again. Leases and pauses run by the database's clock. */
class ClockJumpsTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  @TempDir private Path folder;
  private final Jumping clock = new Jumping();
  private Site site;
  private InProcess service;

  private static final class Jumping implements InstantSource {
    private volatile Duration off = Duration.ZERO;

    @Override public Instant instant() {
      return Instant.now().plus(off);
    }

    synchronized void jump(Random random) {
      off = Duration.ofHours(random.nextInt(3) - 1);
    }

    synchronized void stayAhead() {
      off = Duration.ofHours(1);
    }
  }

  @BeforeEach void start() {
    site = Voyage.site(folder, network -> network.participants(3).seed(15));
    service = InProcess.start(folder.resolve("service"), clock);
  }

  @AfterEach void close() {
    service.close();
    site.close();
  }

  @Test void a_migration_with_repeated_steps_and_a_soak_time_ends_in_its_usual_time() throws IOException {
    sail();
  }

  @Tag("faults") @RepeatedTest(10) void whenever_it_jumps() throws IOException {
    sail();
  }

  private void sail() throws IOException {
    var random = Seeds.random("ClockJumpsTest");
    var voyage = new Voyage(site, "jumping");
    site.network().faults().inject("participantB", "DomainConnectivityService/DisconnectDomain", new Fault.FailBefore(Status.Code.ABORTED, "busy"), 2);
    site.network().faults().inject("participantC", "DomainConnectivityService/ConnectDomain", new Fault.FailAfter(Status.Code.UNAVAILABLE, "gone"), 1);
    service.console().must(site.planning("jumping", "--soak", "2s"));
    drainMayTakeHours();
    try (var jumps = Executors.newSingleThreadScheduledExecutor()) {
      jumps.scheduleAtFixedRate(() -> clock.jump(random), 0, 300, TimeUnit.MILLISECONDS);
      service.console().must("start", site.file("jumping").toString(), "--reason", "a test");
      service.console().awaitStatus("jumping", s -> s.getDomains().getState().equals("WAITING") && s.getDomains().getWaitsFor().contains("stopped"));
    }
    clock.stayAhead(); // the timer of the soak time runs by the machine's clock, its end is written by this one
    site.network().source().stop();
    voyage.arrive(service.console());

    var database = service.context().getBean(DataSource.class);
    assertThat(voyage.events(database, "StepDelayed")).isPositive();
    assertThat(voyage.events(database, "StepParked")).isZero();
    assertThat(service.store().sql("select count(*) from (select (payload ->> 'at')::timestamptz - lag((payload ->> 'at')::timestamptz) "
        + "over (order by position) as later from event_json) e where later < interval '-30 minutes'").query(Long.class).single())
        .as("times in the events went back, and their order did not care").isPositive();
    voyage.judge(database);
  }

  /** Its limit is a matter of the service's clock. */
  private void drainMayTakeHours() throws IOException {
    var plan = Files.readString(site.file("jumping"));
    var changed = plan.contains("drain-limit:") ? plan.replaceAll("drain-limit: .*", "drain-limit: PT10H") : plan + "\npace:\n  drain-limit: PT10H\n";
    Files.writeString(site.file("jumping"), changed);
  }
}
