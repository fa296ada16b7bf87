// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import io.cmc.controller.process.Reaction.End;
import io.cmc.controller.process.Reaction.ForgetReminder;
import io.cmc.controller.process.Reaction.LookAtAll;
import io.cmc.controller.process.Reaction.Remind;
import io.cmc.controller.process.Reaction.SendThrough;
import io.cmc.controller.process.Reaction.WaitUntil;
import io.cmc.event.MigrationEvent.*;
import java.util.List;

/** How the process of a migration reacts to its events. Knows no clock, no chance, no outside. */
public final class MigrationReactions {

  private MigrationReactions() {}

  public static Memory begin(MigrationPlanned event) {
    return new Memory(event.migration(), event.plan().names(), event.plan().pace().phaseLimit());
  }

  public static List<Reaction> react(Memory memory, OnCourse event) {
    return switch (event) {
      case StageBegan e when e.stage().onParticipants() -> List.of(new SendThrough(e.stage(), e.round(), e.binding(), e.participants()));
      case BarrierLookBegan e -> List.of(new LookAtAll(e.stage(), e.round(), memory.participants()));
      case PhaseBegan e -> List.of(new ForgetReminder(), new Remind(e.phase(), memory.phaseLimit()));
      case PhaseEnded e -> List.of(new ForgetReminder());
      case SoakBegan e -> List.of(new WaitUntil(e.until()));
      case MigrationCompleted e -> List.of(new ForgetReminder(), new End());
      case MigrationAborted e -> List.of(new ForgetReminder(), new End());
      case PreflightPassed e -> List.of(new ForgetReminder());
      case PreflightBlocked e -> List.of(new ForgetReminder());
      case StageBegan e -> List.of();
      case ParticipantsReached e -> List.of();
      case ParticipantsLookedAt e -> List.of();
      case BarrierPassed e -> List.of();
      case GateHeld e -> List.of();
      case PointOfNoReturnCrossed e -> List.of();
      case ParticipantsParked e -> List.of();
      case ParticipantsUnparked e -> List.of();
      case PhaseOverdue e -> List.of();
      case SoakEnded e -> List.of();
    };
  }
}
