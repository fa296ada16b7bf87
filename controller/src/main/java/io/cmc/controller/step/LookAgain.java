// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.journey.Assignment;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;

/**
 * At a barrier: whether a node is still as another step left it. Changes nothing. Work in flight on the source is told as such: it does
 * not end while the participant is away, so no step of the participant's own helps.
 */
final class LookAgain implements Step<Assignment.LookAgain> {

  private final Steps steps;

  LookAgain(Steps steps) {
    this.steps = steps;
  }

  @Override public Class<Assignment.LookAgain> assignment() {
    return Assignment.LookAgain.class;
  }

  @Override public Sight look(Work<Assignment.LookAgain> work) {
    return look(work, work.assignment().done());
  }

  private <A extends Assignment> Sight look(Work<Assignment.LookAgain> work, A done) {
    var step = steps.of(done);
    return told(work, step.lookAgain(work.with(done)));
  }

  static Sight told(Work<Assignment.LookAgain> work, Sight sight) {
    if (sight instanceof Sight.Unknown) return sight;
    if (sight instanceof Sight.Blocked(var problem) && problem.code() == ProblemCode.IN_FLIGHT_WORK) {
      return new Sight.Done(new Report.WorkInFlightSeen(work.request(), problem.found(), work.now()));
    }
    return new Sight.Done(new Report.ParticipantLookedAt(work.request(), sight instanceof Sight.Done, found(sight), work.now()));
  }

  private static String found(Sight sight) {
    return switch (sight) {
      case Sight.Done(Report.ParticipantLookedAt looked) -> looked.found();
      case Sight.Done done -> "as it was left";
      case Sight.NotYet(String why) -> why;
      case Sight.Wait wait -> wait.why();
      case Sight.Blocked(var problem) -> problem.sentence();
      case Sight.Unknown(var problem, var again) -> problem.sentence();
    };
  }
}
