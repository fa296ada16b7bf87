// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.NodeActivity;
import io.cmc.api.v1.ParticipantStatus;
import io.cmc.deploy.system.Console;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.Site;
import io.cmc.sim.fault.Fault;
import io.cmc.sim.fault.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Connections to nodes stay and say nothing: half-open, as behind a firewall that forgot them. They heal when the network does. */
class SilentNodesTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final Duration FOUND = Duration.ofSeconds(45);

  /** Copies of databases stay on the server, so each run has a name of its own. */
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final String migration = "silent-" + RUNS.incrementAndGet();
  @TempDir private Path folder;
  private Site site;
  private Detour detour;
  private InProcess service;
  private Console console;
  private Voyage voyage;

  @BeforeEach void start() {
    site = Voyage.site(folder, network -> network.participants(4).seed(8));
    detour = Detour.to(site);
    service = InProcess.start(folder.resolve("service"));
    console = service.console();
    voyage = new Voyage(site, migration);
  }

  @AfterEach void close() {
    detour.close();
    service.close();
    site.close();
  }

  @Test void a_silent_node_is_found_in_time_while_the_others_go_on() {
    voyage.begin(console, "--hold-before", "quiesce");
    console.awaitState(migration, MigrationState.AT_GATE);
    detour.freeze("participantB", "participantC");
    var frozen = Instant.now();
    console.must("release", migration, "--gate", "quiesce", "--reason", "a test");

    var status = console.awaitStatus(migration, s -> closed(s, "participantA") && closed(s, "participantD"));
    var others = Duration.between(frozen, Instant.now());
    assertThat(closed(status, "participantB")).isFalse();
    var told = console.awaitStatus(migration, s -> activity(s, "participantB").getWaitsFor().contains("not answered"));
    var noticed = Duration.between(frozen, Instant.now());
    assertThat(told.getWaitsFor()).contains("participantB");
    console.awaitStatus(migration, s -> activity(s, "participantB").hasProblem() && activity(s, "participantC").hasProblem());
    var found = Duration.between(frozen, Instant.now());
    System.out.printf("half-open: others went on within %d ms, waiting told after %d ms, found after %d ms%n", others.toMillis(), noticed.toMillis(), found.toMillis());
    assertThat(others).as("they wait for no look at a silent node").isLessThan(Duration.ofSeconds(25));
    assertThat(found).isLessThan(FOUND);

    detour.thaw("participantB", "participantC");
    var thawed = Instant.now();
    console.awaitStatus(migration, s -> closed(s, "participantB") && closed(s, "participantC"));
    System.out.printf("half-open: healed after %d ms%n", Duration.between(thawed, Instant.now()).toMillis());
    voyage.arrive(console);
    voyage.judge(database());
  }

  @Tag("faults") @Test void a_move_whose_node_falls_silent_is_found_by_keepalive_and_not_made_twice() {
    var held = site.network().faults().atPhase("participantB", Phase.M3_TARGET_MIGRATING, new Fault.HangAtPhase());
    voyage.begin(console);
    assertThat(held.awaitHit(Duration.ofMinutes(4))).as("participantB is in the middle of its move: %s", console.status(migration)).isTrue();
    detour.freeze("participantB");
    var frozen = Instant.now();
    held.release();

    console.awaitStatus(migration, s -> activity(s, "participantB").hasProblem());
    var found = Duration.between(frozen, Instant.now());
    System.out.printf("half-open in the middle of a move: found after %d ms%n", found.toMillis());
    detour.thaw("participantB");
    voyage.arrive(console);
    assertThat(found).isLessThan(FOUND.plusSeconds(35)); // the look behind the call has to fail as well before anything is said
    voyage.judge(database());
  }

  @Tag("faults") @RepeatedTest(10) void partitions_of_any_size_at_any_moment_heal_by_themselves() {
    var random = Seeds.random("SilentNodesTest.partitions");
    voyage.begin(console);
    for (var i = 0; i < 3; i++) partition(random);

    voyage.arrive(console);
    voyage.judge(database());
  }

  private void partition(Random random) {
    var after = events() + random.nextInt(60);
    var begun = Instant.now();
    await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5))
        .until(() -> events() >= after || Duration.between(begun, Instant.now()).toSeconds() > 2);
    var names = new ArrayList<>(site.names());
    Collections.shuffle(names, random);
    var cut = names.subList(0, 1 + random.nextInt(names.size())).toArray(String[]::new);
    detour.freeze(cut);
    var until = Instant.now().plusMillis(500 + random.nextInt(40_000));
    await().atMost(Duration.ofSeconds(60)).until(() -> Instant.now().isAfter(until));
    detour.thaw(cut);
  }

  private long events() {
    return service.store().sql("select count(*) from domain_event_entry").query(Long.class).single();
  }

  private DataSource database() {
    return service.context().getBean(DataSource.class);
  }

  private static boolean closed(MigrationStatus status, String participant) {
    return participant(status, participant).getPosition().equals("QUIESCED");
  }

  private static NodeActivity activity(MigrationStatus status, String participant) {
    return participant(status, participant).getActivity();
  }

  private static ParticipantStatus participant(MigrationStatus status, String name) {
    return status.getParticipantsList().stream().filter(p -> p.getName().equals(name)).findFirst().orElseThrow();
  }
}
