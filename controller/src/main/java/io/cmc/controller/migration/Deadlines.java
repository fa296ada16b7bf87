// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.controller.activity.Decision.accept;
import static io.cmc.controller.activity.Decision.nothing;

import io.cmc.command.NoteDeadline;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationState.Ended;
import io.cmc.controller.migration.MigrationState.Kept;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Standing.Soaking;
import io.cmc.event.MigrationEvent;
import io.cmc.event.MigrationEvent.PhaseOverdue;
import io.cmc.event.MigrationEvent.SoakEnded;
import java.util.List;

/** Timers that ran out. One that is late changes nothing; one that rings twice says at most again that a phase is overdue. */
public final class Deadlines {

  /** Key: the phase. */
  public static final String PHASE_OVERDUE = "phase-overdue";
  /** Key: empty. */
  public static final String SOAK_OVER = "soak-over";

  /** Key: whose and where; only for people. */
  public static final String APPROVAL_OVER = "approval-over";
  /** Key: the gate; only for people. */
  public static final String GLASS_OVER = "glass-over";

  private Deadlines() {}

  static Decision<MigrationEvent> note(MigrationState state, NoteDeadline c) {
    return switch (c.name()) {
      case APPROVAL_OVER -> state instanceof Kept k && !(k instanceof Ended) ? Approving.expire(k, c) : nothing();
      case GLASS_OVER -> state instanceof Kept k && !(k instanceof Ended) ? Glass.mend(k, c) : nothing();
      default -> state instanceof Underway u ? underway(u, c) : nothing();
    };
  }

  private static Decision<MigrationEvent> underway(Underway u, NoteDeadline c) {
    return switch (c.name()) {
      case SOAK_OVER -> soakOver(u, c);
      case PHASE_OVERDUE -> overdue(u, c);
      default -> throw new IllegalArgumentException("no migration has a timer " + c.name());
    };
  }

  private static Decision<MigrationEvent> soakOver(Underway u, NoteDeadline c) {
    if (!(u.standing() instanceof Soaking s) || c.at().isBefore(s.until())) return nothing();
    return accept(new Advance(u, c.at()).add(new SoakEnded(c.migration(), c.at())).on());
  }

  private static Decision<MigrationEvent> overdue(Underway u, NoteDeadline c) {
    return u.phase().filter(p -> p.name().equals(c.key()))
        .map(p -> Decision.<MigrationEvent>accept(List.of(new PhaseOverdue(c.migration(), p, u.plan().pace().phaseLimit(), c.at()))))
        .orElseGet(Decision::nothing);
  }
}
