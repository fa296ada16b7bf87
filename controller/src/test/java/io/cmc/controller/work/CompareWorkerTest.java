// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static io.cmc.controller.activity.Samples.NOON;
import static io.cmc.controller.work.WatchScene.A;
import static io.cmc.controller.work.WatchScene.M;
import static io.cmc.controller.work.WatchScene.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.command.RecordSightings;
import io.cmc.controller.participant.Position;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.step.FakeNetwork;
import io.cmc.controller.work.Lease.Kind;
import io.cmc.event.JourneyEvent.LimitsLowered;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.journey.Sighting;
import io.cmc.plan.ClosingStrategy;
import io.cmc.proof.SavedSettings;
import io.cmc.rejection.ProblemCode;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompareWorkerTest {

  private TestDatabase database;
  private WatchScene scene;
  private CompareWorker.Pause betweenLooks = () -> { };

  @BeforeAll void tables() {
    database = TestDatabase.create();
  }

  @BeforeEach void a_network() {
    scene = new WatchScene(database, ClosingStrategy.PARTICIPANT_LIMITS, "A", "B");
    betweenLooks = () -> { };
  }

  @AfterEach void nothing_was_changed_on_any_node() {
    assertThat(scene.network.journal).isEmpty();
    assertThat(scene.network.probes).isEmpty();
  }

  @Test void who_is_as_recorded_agrees_and_who_is_not_differs_with_both_in_words() {
    scene.disconnected("A", "B");
    scene.node("B").link("olddomain").connected = true;

    var told = compare("A", "B");

    assertThat(told.getFirst().kind()).isEqualTo(Sighting.Kind.AGREES);
    assertThat(told.getLast().kind()).isEqualTo(Sighting.Kind.DIFFERS);
    assertThat(told.getLast().recorded()).isEqualTo("Disconnected: source not connected, connecting only when told to");
    assertThat(told.getLast().found()).isEqualTo("source connected, connecting only when told to");
  }

  @Test void the_database_of_the_service_is_older_than_the_nodes() {
    scene.quiesced("A");
    scene.node("A").moved("newdomain");

    assertThat(compare("A").getFirst().kind()).isEqualTo(Sighting.Kind.DIFFERS);
  }

  @Test void it_is_told_for_its_run_and_the_row_is_done() {
    scene.quiesced("A");

    compare("A");

    assertThat(scene.sent(RecordSightings.class)).singleElement().satisfies(c -> assertThat(c.run()).isEqualTo(3));
    assertThat(database.db().sql("select count(*) from durable_work where kind = 'COMPARE'").query(Integer.class).single()).isZero();
  }

  @Test void who_does_not_answer_a_few_times_is_unseen_and_the_others_are_told() {
    scene.quiesced("A", "B");
    scene.network.failAlways("A.configured", FakeNetwork.trouble(NodeTrouble.Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE));

    assertThat(compare("A", "B")).extracting(Sighting::kind).containsExactly(Sighting.Kind.UNSEEN, Sighting.Kind.AGREES);
  }

  @Test void who_answers_the_second_time_is_seen() {
    scene.quiesced("A");
    scene.network.failNext("A.configured", FakeNetwork.trouble(NodeTrouble.Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE));

    assertThat(compare("A")).extracting(Sighting::kind).containsExactly(Sighting.Kind.AGREES);
  }

  @Test void a_difference_that_is_gone_at_the_second_look_is_none() {
    scene.quiesced("A");
    scene.node("A").link("olddomain").connected = false;
    betweenLooks = () -> scene.node("A").link("olddomain").connected = true;

    assertThat(compare("A")).extracting(Sighting::kind).containsExactly(Sighting.Kind.AGREES);
  }

  @Test void whose_call_was_begun_agrees_by_itself_since_its_step_looks_first() {
    scene.quiesced("A");
    scene.requested("A", new Assignment.LeaveSource(new SavedSettings(OPEN, false, List.of())));
    scene.intended("A");
    scene.node("A").link("olddomain").connected = false;

    assertThat(compare("A")).extracting(Sighting::kind).containsExactly(Sighting.Kind.AGREES);
  }

  @Test void what_was_recorded_while_it_was_looked_at_makes_the_look_void() {
    scene.enrol("A");
    scene.set("A", Position.Saved.class);
    scene.node("A").links.get("olddomain").connected = false;
    var looks = new AtomicInteger();
    scene.network.duringRead = call -> {
      if (!call.equals("A.configured") || looks.getAndIncrement() > 0) return;
      scene.arrive(new LimitsLowered(M, A, NOON));
      scene.node("A").limits = WatchScene.CLOSED;
      scene.node("A").links.get("olddomain").connected = true;
    };

    assertThat(compare("A")).extracting(Sighting::kind).containsExactly(Sighting.Kind.AGREES);
    assertThat(looks).hasValue(2);
  }

  @Test void whose_journey_has_not_begun_or_whose_node_is_stopped_is_not_looked_at() {
    scene.enrol("A");
    scene.set("A", Position.Stopped.class);
    scene.network.duringRead = call -> {
      throw new AssertionError("looked at: " + call);
    };

    assertThat(compare("A", "B")).extracting(Sighting::kind).containsExactly(Sighting.Kind.AGREES, Sighting.Kind.AGREES);
  }

  private List<Sighting> compare(String... names) {
    scene.durable.fanOut().compare(M, 3, List.of(names).stream().map(NodeName::new).toList());
    var stand = new CompareWorker.Stand(scene.table, scene.positions, scene.durable.plans(), scene.commands, scene.looks(), database.json(),
        InstantSource.system(), 3);
    new CompareWorker(stand, () -> betweenLooks.go()).work(scene.claim(Kind.COMPARE));
    return scene.sent(RecordSightings.class).getLast().sightings();
  }
}
