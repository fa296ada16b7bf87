// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.event.StepEvent;
import io.cmc.event.StepEvent.StepDelayed;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.event.StepEvent.StepUnparked;
import io.cmc.event.StepEvent.StepUnresolved;
import io.cmc.event.StepEvent.StepWaiting;
import io.cmc.journey.Stage;
import io.cmc.journey.StepName;
import io.cmc.projection.ProblemWords;
import io.cmc.rejection.Problem;
import java.time.Instant;
import java.util.Optional;

/**
 * What a node is being asked to do.
 *
 * @param attempt from 1; 0 when idle
 * @param since when it began to be in this state
 * @param waitsFor in a few words; empty when it waits for nothing
 * @param nextAt when it is looked at or tried again
 * @param problem what stands in the way, when something does
 */
public record Activity(State state, Optional<StepName> step, Optional<Stage> stage, int attempt, Instant since, String waitsFor,
    Optional<Instant> nextAt, Optional<Problem> problem) {

  public enum State { IDLE, REQUESTED, CALLING, WAITING, RETRYING, UNRESOLVED, PARKED }

  public static Activity idle(Instant since) {
    return new Activity(State.IDLE, Optional.empty(), Optional.empty(), 0, since, "", Optional.empty(), Optional.empty());
  }

  public boolean is(State other) {
    return state == other;
  }

  Activity evolve(StepEvent event) {
    return switch (event) {
      case StepRequested e -> new Activity(State.REQUESTED, Optional.of(e.assignment().step()), Optional.of(e.stage()), 1, e.at(), "",
          Optional.empty(), Optional.empty());
      case StepIntended e -> in(State.CALLING, e.at(), "the answer to: " + e.call(), Optional.empty(), Optional.empty());
      case StepWaiting e -> in(State.WAITING, e.at(), e.why(), Optional.of(e.until()), Optional.empty());
      case StepDelayed e -> in(State.RETRYING, e.at(), "another attempt after " + e.problem().sentence(), Optional.of(e.retryAt()),
          Optional.of(e.problem())).attempt(e.attempt() + 1);
      case StepUnresolved e -> in(State.UNRESOLVED, e.at(), "a look that tells whether it was done: " + e.problem().sentence(),
          Optional.of(e.probeAt()), Optional.of(e.problem()));
      case StepParked e -> in(State.PARKED, e.at(), "a person: " + ProblemWords.of(e.problem()), Optional.empty(),
          Optional.of(e.problem()));
      case StepUnparked e -> in(State.REQUESTED, e.at(), "", Optional.empty(), Optional.empty()).attempt(1);
    };
  }

  /** One that goes on in the same state has been in it since it began to be. */
  private Activity in(State next, Instant at, String waits, Optional<Instant> nextAt, Optional<Problem> trouble) {
    return new Activity(next, step, stage, attempt, is(next) ? since : at, waits, nextAt, trouble);
  }

  private Activity attempt(int n) {
    return new Activity(state, step, stage, n, since, waitsFor, nextAt, problem);
  }
}
