// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import io.cmc.controller.migration.Deadlines;
import io.cmc.controller.process.Reaction.Alarm;
import io.cmc.controller.process.Reaction.Compare;
import io.cmc.controller.process.Reaction.Drop;
import io.cmc.controller.process.Reaction.End;
import io.cmc.controller.process.Reaction.ForgetReminder;
import io.cmc.controller.process.Reaction.LookAtAll;
import io.cmc.controller.process.Reaction.Release;
import io.cmc.controller.process.Reaction.Remind;
import io.cmc.controller.process.Reaction.SendThrough;
import io.cmc.controller.process.Reaction.Soak;
import io.cmc.event.ApprovalEvent;
import io.cmc.event.ApprovalEvent.ApprovalGiven;
import io.cmc.event.ApprovalEvent.GlassBroken;
import io.cmc.event.MigrationEvent.*;
import io.cmc.journey.Stage;
import java.time.Duration;
import java.util.List;

/** How the process of a migration reacts to its events. Knows no clock, no chance, no outside. */
public final class MigrationReactions {

  private MigrationReactions() {}

  public static Memory begin(MigrationPlanned event) {
    return new Memory(event.migration(), event.plan().names(), event.plan().pace().phaseLimit());
  }

  /** What is remembered after an order. */
  public static Memory remember(Memory memory, Ordered event) {
    return switch (event) {
      case ParticipantExcluded e -> memory.without(e.participant());
      case MigrationAmended e -> memory.limited(e.plan().pace().phaseLimit());
      default -> memory;
    };
  }

  public static List<Reaction> react(Ordered event) {
    return switch (event) {
      case ParticipantExcluded e -> List.of(new Release(e.participant()));
      case CheckWaived e when !e.node().isDomains() -> List.of(new Drop(e.node(), e.check()));
      default -> List.of();
    };
  }

  public static List<Reaction> react(ApprovalEvent event) {
    return switch (event) {
      case ApprovalGiven e -> List.of(new Alarm(Deadlines.APPROVAL_OVER, e.approval().until(), Duration.between(e.at(), e.approval().until())));
      case GlassBroken e -> List.of(new Alarm(Deadlines.GLASS_OVER, e.until(), Duration.between(e.at(), e.until())));
      default -> List.of();
    };
  }

  public static List<Reaction> react(Memory memory, OnCourse event) {
    return switch (event) {
      case StageBegan e when e.stage().onParticipants() -> List.of(new SendThrough(e.stage(), e.round(), e.binding(), e.participants()));
      case BarrierLookBegan e -> List.of(new LookAtAll(e.stage(), e.round(), memory.participants()));
      case PhaseBegan e -> List.of(new ForgetReminder(), new Remind(e.phase(), memory.phaseLimit()));
      case PhaseEnded e -> List.of(new ForgetReminder());
      case SoakBegan e -> List.of(new Soak(e.until(), Duration.between(e.at(), e.until())));
      case MigrationCompleted e -> List.of(new ForgetReminder(), new End());
      case MigrationAborted e -> List.of(new ForgetReminder(), new End());
      case MigrationRestored e -> List.of(new ForgetReminder(), new End());
      case ReconcileBegan e -> List.of(new Compare(e.run(), e.participants()));
      case ExcludedSentBack e -> List.of(new SendThrough(Stage.RETURN_EXCLUDED, e.round(), true, e.participants()));
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
      case ForeignChangeSeen e -> List.of();
      case ParticipantsReconciled e -> List.of();
      case ReconcileEnded e -> List.of();
      case PanicEnded e -> List.of();
      case WorkSeenInFlight e -> List.of();
      case DrainBeganAgain e -> List.of();
      case PointOfNoReturnTakenBack e -> List.of();
      case WindowTooShort e -> List.of();
    };
  }
}
