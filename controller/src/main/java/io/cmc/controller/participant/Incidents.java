// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import static io.cmc.event.JourneyEvent.*;

import io.cmc.controller.participant.Journey.OnTheWay;
import io.cmc.event.IncidentEvent;
import io.cmc.event.JourneyEvent;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What parks opens an incident; what goes on closes it. An excluded participant has one until it is back and open. */
final class Incidents {
  private Incidents() {}

  /** The events of a decision, and the incidents that follow from each. */
  static List<JourneyEvent> follow(OnTheWay before, List<JourneyEvent> events) {
    var all = new ArrayList<JourneyEvent>();
    var journey = before;
    for (var event : events) {
      journey = add(all, journey, event);
      for (var incident : following(journey, event)) journey = add(all, journey, incident);
    }
    return all;
  }

  private static OnTheWay add(List<JourneyEvent> all, OnTheWay journey, JourneyEvent event) {
    all.add(event);
    return (OnTheWay) JourneyEvolution.evolve(journey, event);
  }

  private static List<? extends IncidentEvent> following(OnTheWay journey, JourneyEvent event) {
    return switch (event) {
      case StepParked e -> open(journey, e.problem(), e.at());
      case ParticipantSetAside e -> setAside(journey, e);
      case ContractsCompared e when e.before().listed() && !e.before().sameContracts(e.after()) -> open(journey, differ(e), e.at());
      case LimitsRestored e -> close(journey, true, e.at());
      case Arrival e -> close(journey, false, e.at());
      case StageReached e -> close(journey, false, e.at());
      case BarrierSeen e -> close(journey, false, e.at());
      default -> List.of();
    };
  }

  /** A restored participant goes on all the same: its database is proved to be what its backup was. */
  private static Problem differ(ContractsCompared e) {
    return Problem.of(ProblemCode.RESTORED_DIFFER, e.before().wordsBeside(e.after()), e.after().wordsBeside(e.before()));
  }

  private static List<? extends IncidentEvent> setAside(OnTheWay journey, ParticipantSetAside e) {
    var closed = journey.position() instanceof Position.Known && !(journey.position() instanceof Position.Returned);
    if (!closed) return close(journey, false, e.at());
    var problem = Problem.of(ProblemCode.LEFT_CLOSED, e.node() + " open on the source", "closed, and excluded from the migration");
    var all = new ArrayList<IncidentEvent>(close(journey, false, e.at()));
    all.addAll(open(journey, problem, e.at()));
    return all;
  }

  private static List<? extends IncidentEvent> open(OnTheWay journey, Problem problem, Instant at) {
    return journey.marks().incidents().open(journey.id().toString(), journey.id().migration(), journey.id().participant(), problem, at)
        .stream().toList();
  }

  private static List<? extends IncidentEvent> close(OnTheWay journey, boolean leftClosedToo, Instant at) {
    return journey.marks().incidents().close(journey.id().migration(),
        code -> code != ProblemCode.RESTORED_DIFFER && (leftClosedToo || code != ProblemCode.LEFT_CLOSED), "it goes on", at);
  }
}
