// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Fence;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.journey.Assignment;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;
import java.util.Optional;

/**
 * One run of a step: look, act if there is something to do and nobody fenced us off, look again. What it returns is what is to be
 * told or remembered; a run that is cut off anywhere is simply made again, and looks first.
 */
public final class StepRun {

  /** What a run needs while it goes. */
  public interface Permit {

    /** Stores the intent of a changing call. @return false where no call may begin: then it is not stored */
    boolean begin(String call);

    /** Whether this run may still change its node, first of all what was intended just now; asked anew before every single call that does. May block. */
    default boolean mayGoOn() {
      return true;
    }
  }

  /** What came of a run. */
  public sealed interface Result {

    record Reached(Report.Outcome report) implements Result {}

    /** Nothing to be done but to look again after a while. @param called whether a call was made in this run: then it is always told */
    record Later(String why, Duration after, Notes notes, boolean called) implements Result {}

    /** @param again whether trying again may help without a person */
    record Failed(Problem problem, boolean again) implements Result {}

    record Unknown(Problem problem, Duration probe) implements Result {}

    /** Somebody else does this now, or the migration is held. */
    record FencedOff() implements Result {}
  }

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private StepRun() {}

  public static <A extends Assignment> Result run(Step<A> step, Work<A> work, Permit permit) {
    return Fence.around(permit::mayGoOn, () -> fenced(step, work, permit));
  }

  private static <A extends Assignment> Result fenced(Step<A> step, Work<A> work, Permit permit) {
    try {
      return switch (step.look(work)) {
        case Sight.NotYet n when work.assignment().step().mutating() -> act(step, work, permit);
        case Sight.NotYet n -> new Result.Later(n.why(), LOOK_AGAIN, work.notes(), false);
        case Sight sight -> settled(sight, false);
      };
    } catch (NodeTrouble t) {
      return new Result.Failed(t.problem(), t.kind() != NodeTrouble.Kind.PERMANENT);
    } catch (Fence.Closed overtaken) {
      return new Result.FencedOff();
    }
  }

  private static <A extends Assignment> Result act(Step<A> step, Work<A> work, Permit permit) {
    if (!permit.begin(step.intent(work))) return new Result.FencedOff();
    var trouble = tryTo(step, work);
    var after = work.afterAct();
    return switch (lookAfter(step, after, trouble)) {
      case Sight.NotYet n -> notReached(step, n, trouble);
      case Sight sight -> settled(sight, true);
    };
  }

  private static <A extends Assignment> Optional<NodeTrouble> tryTo(Step<A> step, Work<A> work) {
    try {
      step.act(work);
      return Optional.empty();
    } catch (NodeTrouble t) {
      return Optional.of(t);
    }
  }

  /** When the node cannot even be looked at, the trouble of the call says more than that of the look. */
  private static <A extends Assignment> Sight lookAfter(Step<A> step, Work<A> work, Optional<NodeTrouble> trouble) {
    try {
      return step.look(work);
    } catch (NodeTrouble t) {
      return new Sight.Unknown(trouble.orElse(t).problem(), LOOK_AGAIN);
    }
  }

  private static Result notReached(Step<?> step, Sight.NotYet n, Optional<NodeTrouble> trouble) {
    if (trouble.isEmpty()) {
      return new Result.Failed(Problem.of(ProblemCode.NODE_STRANGE_ANSWER, "the goal after a call that was answered well", n.why()), true);
    }
    var t = trouble.get();
    return switch (t.kind()) {
      case TRANSIENT -> new Result.Failed(t.problem(), true);
      case PERMANENT -> new Result.Failed(t.problem(), false);
      case OUTCOME_UNKNOWN -> step.repeatable() ? new Result.Failed(t.problem(), true) : new Result.Unknown(t.problem(), LOOK_AGAIN);
    };
  }

  private static Result settled(Sight sight, boolean called) {
    return switch (sight) {
      case Sight.Done d -> new Result.Reached(d.report());
      case Sight.Wait w -> new Result.Later(w.why(), w.again(), w.notes(), called);
      case Sight.Blocked b -> new Result.Failed(b.problem(), false);
      case Sight.Unknown u -> new Result.Unknown(u.problem(), u.again());
      case Sight.NotYet n -> throw new IllegalStateException("not settled: " + n);
    };
  }
}
