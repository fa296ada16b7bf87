// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.participant.Journey.OnTheWay;
import io.cmc.event.StepEvent.StepUnresolved;
import io.cmc.journey.Phase;
import io.cmc.journey.Stage;
import io.cmc.journey.StepName;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is being done when something else is asked for. A call that changes a node is waited for, since its effect could come after
 * that of the next. A backup is not: whether it gets finished no longer matters. Nor is a move when databases are to be restored: the
 * participant will be stopped.
 */
final class Superseding {
  private static final Set<StepName> HARMLESS = EnumSet.of(StepName.BACK_UP, StepName.PROVE_BACKUP);

  private Superseding() {}

  static boolean mustWait(Doing doing, Stage next) {
    return doing.calling() && next.phase() != Phase.RESTORE && !HARMLESS.contains(doing.assignment().step());
  }

  /** A call whose end nobody waits for: what came of it stays unknown. */
  static Optional<StepUnresolved> left(OnTheWay o, Instant at) {
    return Optional.of(o.activity()).filter(Doing.class::isInstance).map(Doing.class::cast).filter(Doing::calling)
        .map(d -> new StepUnresolved(o.id().migration(), o.id().participant(), d.request(), problem(d), at, at));
  }

  private static Problem problem(Doing doing) {
    return Problem.of(ProblemCode.MOVE_UNRESOLVED, "the end of " + doing.assignment().step(), "another step that was asked for in between");
  }
}
