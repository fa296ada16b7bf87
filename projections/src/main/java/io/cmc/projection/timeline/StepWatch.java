// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.timeline;

import io.cmc.event.StepEvent;
import io.cmc.event.StepEvent.StepDelayed;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.event.StepEvent.StepUnparked;
import io.cmc.event.StepEvent.StepUnresolved;
import io.cmc.event.StepEvent.StepWaiting;
import io.cmc.id.NodeName;
import io.cmc.journey.Confirmation;
import io.cmc.journey.StepName;
import io.cmc.projection.timeline.StepRun.Outcome;
import io.cmc.projection.timeline.StepRun.Trouble;
import java.time.Instant;
import java.util.stream.Stream;

/** One step on one node, from the request to its end. */
final class StepWatch {

  /** How a step begins that asks a person for something. */
  private static final String A_PERSON = "somebody to ";

  private final NodeName node;
  private final StepName step;
  private final Watch watch;
  private Trouble trouble = Trouble.NONE;
  private Outcome outcome = Outcome.UNDER_WAY;

  StepWatch(StepRequested e) {
    this.node = e.node();
    this.step = e.assignment().step();
    this.watch = new Watch(e.at());
  }

  void take(StepEvent event) {
    outcome = event instanceof StepParked ? Outcome.PARKED : Outcome.UNDER_WAY;
    watch.people(this, needsAPerson(event), event.at());
    trouble = trouble.plus(switch (event) {
      case StepDelayed e -> new Trouble(1, 0, 0);
      case StepParked e -> new Trouble(0, 1, 0);
      case StepUnresolved e -> new Trouble(0, 0, 1);
      case StepRequested e -> Trouble.NONE;
      case StepIntended e -> Trouble.NONE;
      case StepWaiting e -> Trouble.NONE;
      case StepUnparked e -> Trouble.NONE;
    });
  }

  static boolean needsAPerson(StepEvent event) {
    return event instanceof StepParked || event instanceof StepWaiting w && asksAPerson(w.why());
  }

  private static boolean asksAPerson(String why) {
    return why.startsWith(A_PERSON) || Stream.of(Confirmation.values()).anyMatch(c -> why.contains(c.name()));
  }

  StepRun ended(Outcome how, Instant at) {
    return new StepRun(node, step, watch.at(at), how, 1, trouble);
  }

  StepRun unfinished(Instant now) {
    return ended(outcome, now);
  }
}
