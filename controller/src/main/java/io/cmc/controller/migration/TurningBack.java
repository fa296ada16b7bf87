// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.controller.activity.Decision.accept;
import static io.cmc.controller.activity.Decision.nothing;
import static io.cmc.controller.activity.Decision.refuse;

import io.cmc.access.OrderContext;
import io.cmc.command.AbortMigration;
import io.cmc.command.RestoreFromBackup;
import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationState.Mode;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Standing.OnDomains;
import io.cmc.event.MigrationEvent.AbortBegan;
import io.cmc.event.MigrationEvent.MigrationResumed;
import io.cmc.event.MigrationEvent.RestoreBegan;
import io.cmc.event.MigrationEvent;
import io.cmc.event.StepEvent.StepUnresolved;
import io.cmc.id.NodeName;
import io.cmc.journey.StepName;
import io.cmc.journey.WayBack;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The two ways back: free before the first point of no return, by the databases between the two. Neither is left again. */
final class TurningBack {
  private static final Set<StepName> LEFT_ALONE = EnumSet.of(StepName.BACK_UP_SOURCE, StepName.ASK_HOOKS);

  private TurningBack() {}

  static Decision<MigrationEvent> abort(MigrationState state, AbortMigration c) {
    return switch (state) {
      case Underway u when u.mode() == Mode.BACK -> nothing();
      case Underway u when u.mode() != Mode.CHECK && u.notes().wayBack() != WayBack.FREE ->
          refuse(ProblemCode.PAST_POINT_OF_NO_RETURN, "a migration before its first point of no return", Words.of(state));
      case Underway u when callsDomains(u) -> conflict(u);
      case Underway u when u.mode() == Mode.FORWARD ->
          accept(left(u, goingOn(u, c.by())).add(new AbortBegan(c.migration(), c.by().reason(), c.by().at())).on());
      default -> MigrationDecider.wrong("a migration that was started and has not ended", state);
    };
  }

  static Decision<MigrationEvent> restore(MigrationState state, RestoreFromBackup c) {
    return switch (state) {
      case Underway u when u.mode() == Mode.RESTORE -> nothing();
      case Underway u when u.notes().wayBack() == WayBack.FORWARD_ONLY ->
          refuse(ProblemCode.PAST_POINT_OF_NO_RETURN, "a migration before its second point of no return", Words.of(state));
      case Underway u when u.mode() != Mode.FORWARD || u.notes().wayBack() != WayBack.RESTORE_ALL ->
          MigrationDecider.wrong("a migration after its first point of no return; before it, abort leads back freely", state);
      case Underway u when callsDomains(u) -> conflict(u);
      case Underway u -> accept(left(u, goingOn(u, c.by())).add(new RestoreBegan(c.migration(), c.by().reason(), c.by().at())).on());
      default -> MigrationDecider.wrong("a migration that was started and has not ended", state);
    };
  }

  /** Who orders to turn back does not mean to stand still: a hold ends with it. A panic stop does not. */
  private static Advance goingOn(Underway u, OrderContext by) {
    var all = new Advance(u, by.at());
    return u.notes().stops().held() ? all.add(new MigrationResumed(u.plan().migration(), by.at())) : all;
  }

  /** A backup is not waited for, nor is a hook: whether it gets finished no longer matters. Nor is what nobody goes on with while all stands still. */
  private static boolean callsDomains(Underway u) {
    return calling(u).filter(s -> !LEFT_ALONE.contains(s.assignment().step()) && !u.held()).isPresent();
  }

  /** A call whose end nobody waits for: what came of it stays unknown. */
  private static Advance left(Underway u, Advance all) {
    calling(u).ifPresent(s -> all.add(new StepUnresolved(u.plan().migration(), NodeName.DOMAINS, s.request(),
        Problem.of(ProblemCode.CONFLICT, "the end of " + s.assignment().step(), "the order to turn back"), all.at(), all.at())));
    return all;
  }

  private static Optional<Doing> calling(Underway u) {
    return u.standing() instanceof OnDomains d && d.activity() instanceof Doing s && s.calling() ? Optional.of(s) : Optional.empty();
  }

  private static Decision<MigrationEvent> conflict(Underway u) {
    return refuse(ProblemCode.CONFLICT, "no call on its way to the domains", Words.of(u));
  }
}
