// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static io.cmc.controller.activity.Samples.NOON;
import static io.cmc.controller.work.WatchScene.M;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.command.BeginReconcile;
import io.cmc.command.NoteForeignChange;
import io.cmc.command.RecordSightings;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.work.Lease.Kind;
import io.cmc.event.MigrationEvent.MigrationStarted;
import io.cmc.event.MigrationEvent.ReconcileBegan;
import io.cmc.event.MigrationEvent.ReconcileEnded;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Sighting;
import io.cmc.journey.Stage;
import io.cmc.plan.ClosingStrategy;
import io.cmc.store.outage.StoreHealth;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A whole loop over a real database, by real time; what a migration would decide is a few lines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakenOverTest {

  private final AtomicInteger runs = new AtomicInteger();
  private final CountDownLatch stepTaken = new CountDownLatch(1);
  private TestDatabase database;
  private WatchScene scene;
  private WorkLoop loop;

  @BeforeAll void tables() {
    database = TestDatabase.create();
  }

  @BeforeEach void a_migration_under_way() {
    scene = new WatchScene(database, ClosingStrategy.PARTICIPANT_LIMITS, "A", "B");
    scene.durable.migrationDesk().on(new MigrationStarted(M, Plans.HASH, NOON));
    scene.quiesced("A", "B");
    scene.whenSent = this::decide;
  }

  @AfterEach void ends() {
    loop.stop();
  }

  @Test void a_step_of_an_instance_that_died_goes_on_within_fifteen_seconds_after_both_comparisons() throws Exception {
    step("A");
    scene.table.claim("one", Duration.ofSeconds(10), 9);

    var began = System.nanoTime();
    start();

    assertThat(stepTaken.await(30, TimeUnit.SECONDS)).isTrue();
    var taken = Duration.ofNanos(System.nanoTime() - began);
    System.out.println("taken over, with two comparisons, after " + taken.toMillis() + " ms, of which the lease of the dead one 10 s");
    assertThat(taken).isLessThan(Duration.ofSeconds(15));
    assertThat(scene.sent(RecordSightings.class)).hasSize(2).allSatisfy(c ->
        assertThat(c.sightings()).extracting(Sighting::kind).containsOnly(Sighting.Kind.AGREES));
  }

  @Test void somebody_elses_change_is_noticed_within_ten_seconds() {
    scene.watching();
    start();
    await().atMost(Duration.ofSeconds(20)).until(() -> looked(1));

    scene.node("B").limits = WatchScene.OPEN;
    var changed = System.nanoTime();
    await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(10)).until(() -> !scene.sent(NoteForeignChange.class).isEmpty());

    System.out.println("a change of limits was noticed after " + Duration.ofNanos(System.nanoTime() - changed).toMillis() + " ms");
    assertThat(scene.sent(NoteForeignChange.class).getFirst().node()).isEqualTo(new NodeName("B"));
    assertThat(scene.network.journal).isEmpty();
  }

  private boolean looked(int times) {
    return database.db().sql("select epoch from durable_work where kind = 'WATCH'").query(Long.class).single() >= times;
  }

  private void start() {
    var stand = new CompareWorker.Stand(scene.table, scene.positions, scene.durable.plans(), scene.commands, scene.looks(), database.json(),
        InstantSource.system(), 3);
    var post = new WatchWorker.Post(scene.table, scene.positions, scene.durable.plans(), scene.commands, scene.looks(), database.json(),
        InstantSource.system(), Duration.ofSeconds(5));
    loop = new WorkLoop(new Claims("two", scene.table, scene.commands, InstantSource.system(), new StoreHealth(() -> { }, InstantSource.system())), scene.table, Map.of(
        Kind.STEP, this::done, Kind.COMPARE, new CompareWorker(stand, CompareWorker.Pause.OF_A_SECOND), Kind.WATCH, new WatchWorker(post)),
        new Wake(), Duration.ofSeconds(5));
    loop.start();
  }

  private void done(Lease lease) {
    scene.table.done(List.of(lease.workId()));
    stepTaken.countDown();
  }

  private void decide(Object command) {
    if (command instanceof BeginReconcile c) {
      scene.durable.migrationDesk().on(new ReconcileBegan(M, runs.incrementAndGet(), c.cause(), names(), NOON));
      scene.durable.fanOut().compare(M, runs.get(), names());
    }
    if (command instanceof RecordSightings c) scene.durable.migrationDesk().on(new ReconcileEnded(M, c.run(), List.of(), NOON));
  }

  private static List<NodeName> names() {
    return List.of(new NodeName("A"), new NodeName("B"));
  }

  private void step(String node) {
    scene.durable.stepDesk().on(new StepRequested(M, new NodeName(node), new RequestId(M + "/" + node + "#1"), Stage.CLOSE, 1,
        new Assignment.LowerLimits(), NOON));
  }
}
