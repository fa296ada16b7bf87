// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.controller.activity.Activity;
import io.cmc.controller.activity.BrokenHistory;
import io.cmc.controller.activity.OpenIncidents;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.participant.Journey.OnTheWay;
import io.cmc.event.IncidentEvent;
import io.cmc.event.JourneyEvent.Arrival;
import io.cmc.event.JourneyEvent;
import io.cmc.event.StepEvent;
import io.cmc.id.RequestId;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.rejection.ProblemCode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of moves and what evolution makes of events say the same, for every pair of a position and an event. */
class MovesTest {

  private final Samples samples = new Samples(7);

  static Stream<Arguments> pairs() {
    return Samples.kinds(Position.class).stream()
        .flatMap(position -> Samples.kinds(Arrival.class).stream().map(event -> Arguments.of(position, event)));
  }

  @ParameterizedTest(name = "{0} {1}") @MethodSource("pairs")
  void an_event_leads_where_the_table_says_and_anything_else_is_a_broken_history(Class<? extends Position> from, Class<? extends Arrival> kind) {
    var row = Moves.ALL.stream().filter(m -> m.from() == from && m.event() == kind).findFirst();
    var journey = at(samples.of(from));
    var event = samples.of(kind);

    if (row.isEmpty()) {
      assertThatThrownBy(() -> JourneyEvolution.evolve(journey, event)).isInstanceOf(BrokenHistory.class);
    } else {
      assertThat(((OnTheWay) JourneyEvolution.evolve(journey, event)).position()).isInstanceOf(row.get().to());
    }
  }

  static Stream<Class<? extends JourneyEvent>> events() {
    return Samples.kinds(JourneyEvent.class).stream();
  }

  @ParameterizedTest @MethodSource("events")
  void every_event_fits_some_journey(Class<? extends JourneyEvent> kind) {
    var event = samples.of(kind);
    var journeys = Stream.concat(Stream.of(new Journey.NotEnrolled()),
        Samples.kinds(Position.class).stream().flatMap(p -> Stream.of(at(samples.of(p)), doing(samples.of(p), event), knowing(samples.of(p), event))));

    assertThat(journeys.anyMatch(j -> fits(j, event))).as("a journey that %s fits", kind.getSimpleName()).isTrue();
  }

  @Test void a_row_stands_once_in_the_table() {
    assertThat(Moves.ALL).doesNotHaveDuplicates();
    assertThat(Moves.ALL.stream().map(m -> m.from().getSimpleName() + m.event().getSimpleName())).doesNotHaveDuplicates();
  }

  @Test void proofs_are_carried_along_for_as_long_as_they_are_needed() {
    var counted = samples.of(Position.Counted.class);
    var left = samples.of(JourneyEvent.SourceLeft.class);
    var taken = samples.of(JourneyEvent.BackupTaken.class);
    var moved = samples.of(JourneyEvent.ContractsMoved.class);

    var journey = Stream.<JourneyEvent>of(left, taken, moved).reduce((Journey) at(counted), JourneyEvolution::evolve, (a, b) -> b);

    assertThat(((OnTheWay) journey).position()).isEqualTo(new Position.Moved(counted.settings(), counted.before(), taken.backup()));
  }

  private static boolean fits(Journey journey, JourneyEvent event) {
    try {
      JourneyEvolution.evolve(journey, event);
      return true;
    } catch (BrokenHistory misfit) {
      return false;
    }
  }

  private static OnTheWay at(Position position) {
    return new OnTheWay(Samples.JOURNEY, ClosingStrategy.PARTICIPANT_LIMITS, BackupStrategy.PG_DUMP, position, new Activity.Idle(), 0,
        Optional.empty(), Journey.Marks.NONE);
  }

  private static OnTheWay knowing(Position position, JourneyEvent event) {
    var open = event instanceof IncidentEvent e ? Map.of(e.incident().value(), new OpenIncidents.Cause(ProblemCode.PING_FAILED, e.node()))
        : Map.<String, OpenIncidents.Cause>of();
    return at(position).with(Journey.Marks.NONE.with(new OpenIncidents(open, 1)));
  }

  private OnTheWay doing(Position position, JourneyEvent event) {
    var request = event instanceof StepEvent e ? e.request() : samples.of(RequestId.class);
    var doing = samples.of(Activity.Doing.class);
    return new OnTheWay(Samples.JOURNEY, ClosingStrategy.PARTICIPANT_LIMITS, BackupStrategy.PG_DUMP, position,
        new Activity.Doing(request, doing.stage(), doing.round(), doing.assignment(), 0, doing.mode()), 1, Optional.empty(), Journey.Marks.NONE);
  }
}
