// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.activity;

import io.cmc.controller.activity.Activity.Doing.Mode;
import io.cmc.event.StepEvent;
import io.cmc.event.StepEvent.StepDelayed;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.event.StepEvent.StepUnparked;
import io.cmc.event.StepEvent.StepUnresolved;
import io.cmc.event.StepEvent.StepWaiting;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Stage;

/** What a node is doing for a migration: nothing, or one step. */
public sealed interface Activity {

  record Idle() implements Activity {}

  /** @param failures attempts that failed since the step was requested */
  record Doing(RequestId request, Stage stage, int round, Assignment assignment, int failures, Mode mode) implements Activity {

    public enum Mode { REQUESTED, CALLING, WAITING, DELAYED, UNRESOLVED, PARKED }

    public boolean parked() {
      return mode == Mode.PARKED;
    }

    /** Whether a call may be on its way to the node, or had an effect that is not known yet. */
    public boolean mayBeCalling() {
      return mode == Mode.CALLING || mode == Mode.UNRESOLVED;
    }

    /** Whether a call is on its way just now. */
    public boolean calling() {
      return mode == Mode.CALLING;
    }

    Doing in(Mode next) {
      return new Doing(request, stage, round, assignment, failures, next);
    }
  }

  /** @throws BrokenHistory when the event is about a step that is not the one being done */
  static Activity evolve(Activity activity, StepEvent event) {
    return switch (event) {
      case StepRequested e -> new Doing(e.request(), e.stage(), e.round(), e.assignment(), 0, Mode.REQUESTED);
      case StepIntended e -> doing(activity, e).in(Mode.CALLING);
      case StepWaiting e -> doing(activity, e).in(Mode.WAITING);
      case StepDelayed e -> failed(doing(activity, e));
      case StepUnresolved e -> doing(activity, e).in(Mode.UNRESOLVED);
      case StepParked e -> doing(activity, e).in(Mode.PARKED);
      case StepUnparked e -> doing(activity, e).in(Mode.REQUESTED);
    };
  }

  private static Doing failed(Doing d) {
    return new Doing(d.request(), d.stage(), d.round(), d.assignment(), d.failures() + 1, Mode.DELAYED);
  }

  private static Doing doing(Activity activity, StepEvent event) {
    if (activity instanceof Doing d && d.request().equals(event.request())) return d;
    throw new BrokenHistory(activity, event);
  }
}
