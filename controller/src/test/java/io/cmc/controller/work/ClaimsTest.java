// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static io.cmc.controller.activity.Samples.NOON;
import static io.cmc.controller.work.WatchScene.M;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.spy;

import io.cmc.command.BeginReconcile;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.work.Lease.Kind;
import io.cmc.event.MigrationEvent.MigrationStarted;
import io.cmc.event.MigrationEvent.ReconcileBegan;
import io.cmc.event.MigrationEvent.ReconcileEnded;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.ReconcileCause;
import io.cmc.journey.Stage;
import io.cmc.plan.ClosingStrategy;
import io.cmc.store.outage.StoreHealth;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.TransientDataAccessResourceException;

/** What an instance finds unfinished is compared with the nodes before it goes on with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClaimsTest {

  private static final Duration LEASE = Duration.ofMinutes(5);
  private TestDatabase database;
  private WatchScene scene;

  @BeforeAll void tables() {
    database = TestDatabase.create();
  }

  @BeforeEach void a_migration_with_a_step_to_do() {
    scene = new WatchScene(database, ClosingStrategy.PARTICIPANT_LIMITS, "A", "B");
    scene.durable.migrationDesk().on(new MigrationStarted(M, Plans.HASH, NOON));
    step("A");
  }

  @Test void at_the_start_every_migration_under_way_is_compared_before_a_step_of_it_is_taken() {
    var one = claims("one");
    assertThat(one.take(LEASE, 9)).hasSize(1);

    assertThat(causes()).containsExactly(ReconcileCause.START);
    assertThat(one.take(LEASE, 9)).isEmpty();
    assertThat(causes()).as("once for each start").hasSize(1);
  }

  @Test void while_the_comparison_is_made_only_it_is_taken() {
    begins();
    scene.durable.fanOut().compare(M, 1, List.of(WatchScene.A));
    assertThat(claims("one").take(LEASE, 9)).extracting(Lease::kind).containsExactly(Kind.COMPARE);

    scene.durable.migrationDesk().on(new ReconcileEnded(M, 1, List.of(), NOON));
    assertThat(claims("two").take(LEASE, 9)).extracting(Lease::kind).containsExactly(Kind.STEP);
  }

  @Test void as_long_as_it_cannot_be_told_nothing_of_the_migration_is_taken_and_words_are_still_forwarded() {
    scene.unsendable = new IllegalStateException("the database restarts");
    scene.table.add(Kind.FAN_IN, M.value(), "A", Lanes.fanIn(M), "word");
    var one = claims("one");

    assertThat(one.take(LEASE, 9)).extracting(Lease::kind).containsExactly(Kind.FAN_IN);
    scene.unsendable = null;

    assertThat(one.take(LEASE, 9)).extracting(Lease::kind).containsExactly(Kind.STEP);
    assertThat(causes()).containsExactly(ReconcileCause.START);
  }

  @Test void two_that_start_together_and_one_that_works_leave_no_step_untold() {
    var healthy = claims("one");
    healthy.take(LEASE, 9);
    step("B");

    claims("two").take(LEASE, 0);
    claims("three").take(LEASE, 0);

    assertThat(causes()).containsExactly(ReconcileCause.START, ReconcileCause.START, ReconcileCause.START);
    assertThat(healthy.take(LEASE, 9)).hasSize(1);
  }

  @Test void a_migration_that_is_started_later_is_simply_taken() {
    database.db().sql("delete from active_participant").update();
    var one = claims("one");
    assertThat(one.take(LEASE, 9)).hasSize(1);
    scene.durable.migrationDesk().on(new MigrationStarted(M, Plans.HASH, NOON));
    step("B");

    assertThat(one.take(LEASE, 9)).hasSize(1);
    assertThat(causes()).isEmpty();
  }

  @Test void when_its_database_was_away_and_is_another_one_all_is_compared_as_at_the_start() {
    var health = new StoreHealth(() -> { }, InstantSource.system());
    var table = spy(scene.table);
    var one = new Claims("one", table, scene.commands, InstantSource.fixed(NOON), health);
    one.take(LEASE, 9);
    scene.sent.clear();

    outage(health);
    one.take(LEASE, 9);
    assertThat(causes()).as("the same one, started again").isEmpty();

    doReturn("a standby that was promoted").when(table).database();
    outage(health);
    one.take(LEASE, 9);
    assertThat(causes()).containsExactly(ReconcileCause.START);
    one.take(LEASE, 9);
    assertThat(causes()).as("once").hasSize(1);
  }

  @Test void a_database_that_was_replaced_in_a_moment_is_found_out_without_an_outage() {
    var table = spy(scene.table);
    var now = new AtomicReference<>(NOON);
    var one = new Claims("one", table, scene.commands, now::get, new StoreHealth(() -> { }, InstantSource.system()));
    one.take(LEASE, 0);
    scene.sent.clear();
    doReturn("a standby that was promoted").when(table).database();

    one.take(LEASE, 0);
    assertThat(causes()).as("it was asked just now").isEmpty();
    now.set(NOON.plusSeconds(1));
    one.take(LEASE, 0);

    assertThat(causes()).containsExactly(ReconcileCause.START);
  }

  @Test void a_lease_that_a_promoted_standby_never_heard_of_is_none_any_more_once_the_work_was_taken_again() {
    var table = spy(scene.table);
    var now = new AtomicReference<>(NOON);
    var one = new Claims("one", table, scene.commands, now::get, new StoreHealth(() -> { }, InstantSource.system()));
    var forgotten = one.take(LEASE, 1).getFirst();
    database.db().sql("update durable_work set lease_owner = null, lease_until = null, epoch = epoch - 1 where work_id = ?").param(forgotten.workId()).update();
    doReturn("a standby that was promoted").when(table).database();
    now.set(NOON.plusSeconds(1));

    assertThat(one.take(LEASE, 9)).extracting(Lease::workId).contains(forgotten.workId());

    assertThat(database.holds(scene.table.ifMayCall(forgotten))).isFalse();
    assertThat(database.holds(scene.table.ifHeld(forgotten))).isFalse();
  }

  @Test void a_database_is_known_by_its_server_its_timeline_and_itself() {
    assertThat(scene.table.database()).isEqualTo(scene.table.database()).matches("\\d+/[0-9A-F]{8}");
  }

  private static void outage(StoreHealth health) {
    health.met(new TransientDataAccessResourceException("gone", new SQLException("gone", "57P01")));
    await().until(health::takesEvents);
  }

  @Test void a_step_of_an_instance_that_is_gone_is_given_back_and_its_migration_compared_first() {
    var healthy = claims("two");
    healthy.take(LEASE, 0);
    var gone = scene.table.claim("one", LEASE, 9).getFirst();
    scene.sent.clear();
    database.leasesRunOut();

    var taken = healthy.take(LEASE, 9);

    assertThat(causes()).containsExactly(ReconcileCause.TAKEOVER);
    assertThat(taken).singleElement().satisfies(l -> assertThat(l.epoch()).isGreaterThan(gone.epoch() + 1));
    assertThat(database.holds(scene.table.ifMayCall(gone))).isFalse();
    assertThat(healthy.take(LEASE, 9)).isEmpty();
    assertThat(causes()).hasSize(1);
  }

  @Test void a_takeover_that_could_not_be_told_is_found_again_by_whoever_comes_next() {
    var healthy = claims("two");
    healthy.take(LEASE, 0);
    scene.table.claim("one", LEASE, 9);
    database.leasesRunOut();
    scene.unsendable = new IllegalStateException("the database restarts");
    assertThat(healthy.take(LEASE, 9)).isEmpty();
    scene.unsendable = null;
    scene.sent.clear();

    var next = claims("three");

    assertThat(next.take(LEASE, 9)).hasSize(1);
    assertThat(causes()).containsExactly(ReconcileCause.START, ReconcileCause.TAKEOVER);
  }

  @Test void what_it_lost_itself_it_takes_again_and_chunks_of_others_too() {
    var one = claims("one");
    one.take(LEASE, 9);
    scene.sent.clear();
    database.leasesRunOut();
    assertThat(one.take(LEASE, 9)).hasSize(1);
    assertThat(causes()).isEmpty();

    scene.table.add(Kind.FAN_OUT, M.value(), "", Lanes.fanOut(M), "chunk");
    scene.table.claim("gone", LEASE, 9);
    database.leasesRunOut();
    assertThat(one.take(LEASE, 9)).extracting(Lease::kind).contains(Kind.FAN_OUT);
  }

  @Test void beside_an_instance_that_has_no_work_few_are_taken_at_a_time_and_alone_as_many_as_wanted() {
    var others = bell("two");
    var own = bell("one");
    own.start();
    others.start();
    var one = claims("one");
    try {
      await().until(() -> seen() == 2);
      Stream.generate(() -> "A").limit(30).forEach(node -> scene.table.add(Kind.FAN_OUT, M.value(), node, new Lane("wide", M.value(), 50), "piece"));
      assertThat(one.take(LEASE, 16)).hasSize(2);
      assertThat(one.takeMore(LEASE, 16)).hasSize(2);

      others.stop();
      await().until(() -> seen() == 1);
      assertThat(one.take(LEASE, 16)).hasSize(16);
    } finally {
      others.stop();
      own.stop();
    }
    await().until(() -> seen() == 0);
    assertThat(one.take(LEASE, 16)).as("unseen itself").hasSize(2);
  }

  private int seen() {
    return database.present().size();
  }

  private WorkBell bell(String owner) {
    return new WorkBell(database.jdbc().getDataSource(), new Wake(), new Presence(owner));
  }

  private Claims claims(String owner) {
    return new Claims(owner, scene.table, scene.commands, InstantSource.fixed(NOON), new StoreHealth(() -> { }, InstantSource.system()));
  }

  private void begins() {
    scene.durable.migrationDesk().on(new ReconcileBegan(M, 1, ReconcileCause.START, List.of(WatchScene.A), NOON));
  }

  private void step(String node) {
    scene.durable.stepDesk().on(new StepRequested(M, new NodeName(node), new RequestId(M + "/" + node + "#1"), Stage.CLOSE, 1,
        new Assignment.LowerLimits(), NOON));
  }

  private List<ReconcileCause> causes() {
    return scene.sent(BeginReconcile.class).stream().map(BeginReconcile::cause).toList();
  }
}
