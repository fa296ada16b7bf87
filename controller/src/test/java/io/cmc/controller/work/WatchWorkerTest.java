// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static io.cmc.controller.activity.Samples.NOON;
import static io.cmc.controller.work.WatchScene.A;
import static io.cmc.controller.work.WatchScene.M;
import static io.cmc.controller.work.WatchScene.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.command.NoteForeignChange;
import io.cmc.controller.participant.Position;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.step.FakeNetwork;
import io.cmc.controller.work.Lease.Kind;
import io.cmc.event.JourneyEvent.FellBack;
import io.cmc.event.JourneyEvent.SourceLeft;
import io.cmc.event.MigrationEvent.DifferencesAccepted;
import io.cmc.event.MigrationEvent.MigrationCompleted;
import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.event.MigrationEvent.MigrationResumed;
import io.cmc.event.MigrationEvent.RateEased;
import io.cmc.event.MigrationEvent.RatesLowered;
import io.cmc.event.MigrationEvent.RatesRestored;
import io.cmc.event.MigrationEvent.ReconcileBegan;
import io.cmc.event.MigrationEvent.ReconcileEnded;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.journey.ReconcileCause;
import io.cmc.journey.Stage;
import io.cmc.plan.ClosingStrategy;
import io.cmc.proof.SavedRates;
import io.cmc.proof.SavedSettings;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchWorkerTest {

  private static final SavedSettings SAVED = new SavedSettings(OPEN, false, List.of());
  private TestDatabase database;
  private WatchScene scene;
  private Instant now;

  @BeforeAll void tables() {
    database = TestDatabase.create();
  }

  @BeforeEach void a_migration_is_watched() {
    scene = new WatchScene(database, ClosingStrategy.PARTICIPANT_LIMITS, "A", "B");
    scene.watching();
    now = NOON;
  }

  @AfterEach void nothing_was_changed_on_any_node() {
    assertThat(scene.network.journal).isEmpty();
    assertThat(scene.network.probes).isEmpty();
  }

  @Test void somebody_elses_change_is_told_when_it_was_seen_twice() {
    scene.quiesced("A", "B");
    scene.node("A").limits = OPEN;

    assertThat(look()).isEmpty();
    later(2);

    assertThat(look()).singleElement().satisfies(c -> {
      assertThat(c.node()).isEqualTo(A);
      assertThat(c.recorded()).isEqualTo("limits 0 and 0");
      assertThat(c.found()).isEqualTo("limits 200 and none");
    });
  }

  @Test void two_looks_right_after_one_another_are_not_enough() {
    scene.quiesced("A", "B");
    scene.node("A").limits = OPEN;

    look();
    later(1);

    assertThat(look()).isEmpty();
  }

  @Test void after_a_first_sight_it_looks_again_soon_and_otherwise_as_often_as_it_is_set_to() {
    scene.quiesced("A", "B");
    look();
    assertThat(dueIn()).isBetween(3.0, 5.0);

    scene.node("A").link("olddomain").connected = false;
    look();
    assertThat(dueIn()).isBetween(0.5, 2.0);
  }

  @Test void what_goes_away_again_is_not_told() {
    scene.quiesced("A", "B");
    var closed = scene.node("A").limits;
    scene.node("A").limits = OPEN;
    look();
    scene.node("A").limits = closed;
    later(5);
    look();
    scene.node("A").limits = OPEN;
    later(5);

    assertThat(look()).isEmpty();
  }

  @Test void a_connection_that_is_lost_may_come_back_and_is_told_when_it_does_not() {
    scene.quiesced("A", "B");
    scene.node("A").link("olddomain").connected = false;
    look();
    later(9);
    assertThat(look()).as("a domain that restarts").isEmpty();
    later(1);

    assertThat(look()).singleElement().satisfies(c -> {
      assertThat(c.recorded()).isEqualTo("source connected");
      assertThat(c.found()).isEqualTo("source not connected, connecting by itself");
    });
  }

  @Test void a_connection_that_comes_and_goes_is_not_told() {
    scene.quiesced("A", "B");
    for (int i = 0; i < 10; i++) {
      scene.node("A").link("olddomain").connected = i % 3 == 0;
      assertThat(look()).isEmpty();
      later(5);
    }
  }

  @Test void limits_that_change_while_the_connection_is_lost_are_told_as_soon_as_ever() {
    scene.quiesced("A", "B");
    scene.node("A").link("olddomain").connected = false;
    look();
    later(5);
    scene.node("A").limits = OPEN;
    look();
    later(2);

    assertThat(look()).singleElement().satisfies(c -> assertThat(c.found()).contains("source not connected", "limits 200 and none"));
  }

  @Test void a_node_that_does_not_answer_is_no_difference_however_long_it_lasts() {
    scene.quiesced("A", "B");
    scene.node("A").limits = OPEN;
    scene.network.failAlways("A.configured", FakeNetwork.trouble(NodeTrouble.Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE));
    for (int i = 0; i < 5; i++) {
      assertThat(look()).isEmpty();
      later(60);
    }
  }

  @Test void where_the_rates_close_a_change_of_either_is_told_of_the_domains() {
    ratesLowered();
    scene.network.target.rate = Optional.of(500);
    assertThat(look()).isEmpty();
    later(2);

    assertThat(look()).singleElement().satisfies(c -> {
      assertThat(c.node()).isEqualTo(NodeName.DOMAINS);
      assertThat(c.recorded()).isEqualTo("the target's rate 0");
      assertThat(c.found()).isEqualTo("the target's rate 500");
    });
  }

  @Test void a_domain_that_does_not_answer_hides_nothing_of_the_other() {
    ratesLowered();
    scene.network.failAlways("source.parameters", FakeNetwork.trouble(NodeTrouble.Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE));
    look();
    later(60);
    assertThat(look()).isEmpty();

    scene.network.target.rate = Optional.of(500);
    look();
    later(2);

    assertThat(look()).hasSize(1);
  }

  @Test void rates_that_we_change_raise_nothing_and_once_restored_they_are_nobodys_business() {
    ratesLowered();
    scene.requested(NodeName.DOMAINS.value(), new Assignment.EaseRate(new SavedRates(100, 100)));
    scene.intended(NodeName.DOMAINS.value());
    scene.network.target.rate = Optional.of(4);
    nothingForLong();

    scene.desk.on(new RateEased(M, 4, NOON));
    nothingForLong();
    scene.network.source.rate = Optional.of(100);
    look();
    later(2);
    assertThat(look()).singleElement().satisfies(c -> assertThat(c.found()).isEqualTo("the source's rate 100"));

    scene.desk.on(new RatesRestored(M, 100, 100, NOON));
    scene.network.target.rate = Optional.of(7);
    nothingForLong();
  }

  @Test void a_rate_that_somebody_accepted_is_not_told_again() {
    ratesLowered();
    scene.network.source.rate = Optional.of(100);
    look();
    later(2);
    assertThat(look()).hasSize(1);

    scene.desk.on(new DifferencesAccepted(M, List.of(NodeName.DOMAINS), NOON));
    scene.durable.migrationDesk().on(new MigrationResumed(M, NOON));

    nothingForLong();
  }

  private void ratesLowered() {
    scene = new WatchScene(database, ClosingStrategy.DOMAIN_RATE, "A", "B");
    scene.watching();
    scene.network.source.rate = Optional.of(0);
    scene.network.target.rate = Optional.of(0);
    scene.desk.on(new RatesLowered(M, NOON));
  }

  private void nothingForLong() {
    for (int i = 0; i < 3; i++) {
      assertThat(look()).isEmpty();
      later(60);
    }
  }

  @Test void a_step_of_our_own_raises_nothing_from_its_intent_to_its_arrival() {
    scene.quiesced("A", "B");
    scene.requested("A", new Assignment.LeaveSource(SAVED));
    scene.intended("A");
    scene.node("A").link("olddomain").connected = false;
    for (int i = 0; i < 5; i++) {
      assertThat(look()).isEmpty();
      later(60);
    }

    scene.set("A", Position.Counted.class);
    scene.arrive(new SourceLeft(M, A, NOON));
    scene.node("A").link("olddomain").manually = true;
    for (int i = 0; i < 3; i++) {
      assertThat(look()).isEmpty();
      later(60);
    }
  }

  @Test void a_step_that_comes_in_between_two_looks_makes_the_first_void() {
    scene.quiesced("A", "B");
    scene.node("A").limits = OPEN;
    look();
    later(5);
    scene.requested("A", new Assignment.Drain());

    assertThat(look()).isEmpty();
  }

  @Test void a_call_that_is_begun_while_it_is_looked_at_makes_the_look_void() {
    scene.quiesced("A", "B");
    scene.node("A").limits = OPEN;
    look();
    later(5);
    scene.requested("A", new Assignment.RestoreLimits(SAVED));
    look();
    later(5);
    scene.network.duringRead = call -> {
      if (call.equals("A.limits")) scene.intended("A");
    };

    assertThat(look()).isEmpty();
  }

  @Test void while_a_backup_runs_the_participant_is_watched() {
    scene.disconnected("A", "B");
    scene.requested("A", new Assignment.BackUp());
    scene.intended("A");
    scene.node("A").link("olddomain").connected = true;

    look();
    later(2);

    assertThat(look()).hasSize(1);
  }

  @Test void a_node_that_restarts_away_from_the_source_comes_back_as_planned() {
    scene.disconnected("A", "B");

    look();
    later(2);

    assertThat(look()).isEmpty();
  }

  @Test void who_fell_back_at_a_barrier_is_not_expected_to_look_as_before() {
    scene.disconnected("A", "B");
    scene.arrive(new FellBack(M, A, Stage.LEAVE, 1, "connects by itself", NOON));

    look();
    later(2);

    assertThat(look()).isEmpty();
  }

  @Test void it_is_told_once_and_again_only_when_the_migration_could_go_on_again() {
    scene.quiesced("A", "B");
    scene.node("A").limits = OPEN;
    look();
    later(2);
    assertThat(look()).hasSize(1);
    later(5);
    assertThat(look()).isEmpty();

    scene.durable.migrationDesk().on(new MigrationHeld(M, "A was changed", NOON));
    scene.durable.migrationDesk().on(new MigrationResumed(M, NOON));
    later(5);

    assertThat(look()).hasSize(1);
    later(5);
    assertThat(look()).isEmpty();
  }

  @Test void a_change_that_somebody_accepted_is_not_told_again() {
    scene.quiesced("A", "B");
    scene.node("A").limits = OPEN;
    look();
    later(2);
    look();

    scene.desk.on(new DifferencesAccepted(M, List.of(A), NOON));
    scene.durable.migrationDesk().on(new MigrationResumed(M, NOON));
    later(5);

    assertThat(look()).isEmpty();
  }

  @Test void it_goes_on_while_the_migration_is_held() {
    scene.quiesced("A", "B");
    scene.durable.migrationDesk().on(new MigrationHeld(M, "wait", NOON));
    scene.node("A").limits = OPEN;

    look();
    later(2);

    assertThat(look()).hasSize(1);
  }

  @Test void while_the_participants_are_compared_nobody_else_looks() {
    scene.quiesced("A", "B");
    scene.durable.migrationDesk().on(new ReconcileBegan(M, 1, ReconcileCause.ORDER, List.of(A), NOON));
    var looked = new AtomicInteger();
    scene.network.duringRead = call -> looked.incrementAndGet();
    look();
    assertThat(looked).hasValue(0);

    scene.durable.migrationDesk().on(new ReconcileEnded(M, 1, List.of(), NOON));
    look();
    assertThat(looked).hasPositiveValue();
  }

  @Test void one_row_watches_a_migration_from_its_first_closing_to_its_end() {
    scene.watching();
    assertThat(rows()).isEqualTo(1);

    scene.durable.migrationDesk().on(new MigrationCompleted(M, NOON));

    assertThat(rows()).isZero();
  }

  private List<NoteForeignChange> look() {
    scene.sent.clear();
    var post = new WatchWorker.Post(scene.table, scene.positions, scene.durable.plans(), scene.commands, scene.looks(), database.json(), () -> now,
        Duration.ofSeconds(5));
    new WatchWorker(post).work(scene.claim(Kind.WATCH));
    return scene.sent(NoteForeignChange.class);
  }

  private void later(int seconds) {
    now = now.plusSeconds(seconds);
  }

  private double dueIn() {
    return database.db().sql("select extract(epoch from due_at - clock_timestamp()) from durable_work where kind = 'WATCH'").query(Double.class).single();
  }

  private int rows() {
    return database.db().sql("select count(*) from durable_work where kind = 'WATCH'").query(Integer.class).single();
  }
}
