// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.participant.Journey.OnTheWay;
import io.cmc.event.JourneyEvent;
import io.cmc.event.JourneyEvent.BarrierSeen;
import io.cmc.event.JourneyEvent.StageReached;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Assignment.PingTarget;
import io.cmc.journey.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events of one decision in the making: each is applied before the next is decided. */
final class Unfolding {

  private final List<JourneyEvent> events = new ArrayList<>();
  private final Instant at;
  private OnTheWay journey;

  Unfolding(OnTheWay journey, Instant at) {
    this.journey = journey;
    this.at = at;
  }

  List<JourneyEvent> events() {
    return events;
  }

  Unfolding add(JourneyEvent event) {
    events.add(event);
    journey = (OnTheWay) JourneyEvolution.evolve(journey, event);
    return this;
  }

  /** From the step at {@code index} of the stage: asks for the first whose goal is not behind, or the stage is through. */
  List<JourneyEvent> through(Stage stage, int round, boolean binding, List<PingTarget> pings, int index) {
    for (var step : stage.steps().subList(index, stage.steps().size())) {
      switch (Steering.of(step, journey, binding, pings)) {
        case Steering.Do next -> {
          return request(stage, round, next.assignment()).events();
        }
        case Steering.Told told -> {
          return reached(stage, round, true).events();
        }
        case Steering.Behind passed -> { }
        case Steering.Misfit misfit ->
            throw new IllegalStateException(step + " is not to be asked for at " + journey.position() + " of " + journey.id());
      }
    }
    return reached(stage, round, false).events();
  }

  /** What follows the step that was just done. */
  Unfolding goOn(Doing done) {
    var steps = done.stage().steps();
    through(done.stage(), done.round(), true, List.of(), steps.indexOf(done.assignment().step()) + 1);
    return this;
  }

  Unfolding reached(Stage stage, int round, boolean blocked) {
    return add(new StageReached(journey.id().migration(), journey.id().participant(), stage, round, blocked, at));
  }

  Unfolding request(Stage stage, int round, Assignment assignment) {
    var id = new RequestId(journey.id() + "#" + (journey.requests() + 1));
    return add(new StepRequested(journey.id().migration(), journey.id().participant(), id, stage, round, assignment, at));
  }

  /** At a barrier the last step of the stage is looked at again, with the facts that are known by now. Who was never touched is as it was. */
  List<JourneyEvent> lookAgain(Stage stage, int round) {
    return Expectation.of(stage, journey.position()).map(done -> request(stage, round, new Assignment.LookAgain(done)))
        .orElseGet(() -> add(new BarrierSeen(journey.id().migration(), journey.id().participant(), stage, round, at))).events();
  }
}
