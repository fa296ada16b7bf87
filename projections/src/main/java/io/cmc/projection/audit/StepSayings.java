// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import static io.cmc.projection.audit.Sayings.named;

import io.cmc.event.StepEvent;
import io.cmc.event.StepEvent.StepDelayed;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.event.StepEvent.StepUnparked;
import io.cmc.event.StepEvent.StepUnresolved;
import io.cmc.event.StepEvent.StepWaiting;
import io.cmc.journey.Assignment;
import io.cmc.projection.ProblemWords;

final class StepSayings {

  private StepSayings() {}

  static Saying of(StepEvent event) {
    return switch (event) {
      case StepRequested e when e.assignment() instanceof Assignment.LookAgain a ->
          Saying.waiting("A second look at %s is asked for: is all as %s left it?", named(e.node()), a.done().step());
      case StepRequested e -> Saying.waiting("%s is asked for on %s (stage %s, round %d)", e.assignment().step(), named(e.node()), e.stage(), e.round());
      case StepIntended e -> Saying.waiting("About to call %s: %s", named(e.node()), e.call());
      case StepWaiting e -> Saying.waiting("Waiting on %s until %s: %s", named(e.node()), e.until(), e.why());
      case StepDelayed e -> Saying.failed("Attempt %d on %s failed, the next is at %s: %s", e.attempt(), named(e.node()), e.retryAt(), ProblemWords.of(e.problem()));
      case StepUnresolved e -> Saying.unknown("It is not known whether the call to %s had its effect; it is looked at, not repeated, at %s: %s",
          named(e.node()), e.probeAt(), ProblemWords.of(e.problem()));
      case StepParked e -> Saying.failed("Parked on %s until a person orders another attempt: %s", named(e.node()), ProblemWords.of(e.problem()));
      case StepUnparked e -> Saying.accepted("The parked step on %s is tried again", named(e.node()));
    };
  }
}
