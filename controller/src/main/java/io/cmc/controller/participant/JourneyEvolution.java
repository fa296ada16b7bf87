// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import io.cmc.controller.activity.Activity;
import io.cmc.controller.activity.BrokenHistory;
import io.cmc.controller.participant.Journey.Marks;
import io.cmc.controller.participant.Journey.NotEnrolled;
import io.cmc.controller.participant.Journey.OnTheWay;
import io.cmc.controller.participant.Position.*;
import io.cmc.event.IncidentEvent;
import io.cmc.event.JourneyEvent.*;
import io.cmc.event.JourneyEvent;
import io.cmc.event.StepEvent;
import io.cmc.id.JourneyId;
import io.cmc.journey.Assignment;
import java.util.Optional;

/** What a participant's journey is after an event. Throws {@link BrokenHistory} on one that does not fit. */
public final class JourneyEvolution {

  private JourneyEvolution() {}

  public static Journey evolve(Journey journey, JourneyEvent event) {
    return switch (journey) {
      case NotEnrolled n when event instanceof ParticipantEnrolled e -> enrolled(e);
      case NotEnrolled n -> throw new BrokenHistory(journey, event);
      case OnTheWay o -> onTheWay(o, event);
    };
  }

  private static OnTheWay enrolled(ParticipantEnrolled e) {
    return new OnTheWay(new JourneyId(e.migration(), e.node()), e.closing(), e.backup(), new Enrolled(), new Activity.Idle(), 0,
        Optional.empty(), Marks.NONE);
  }

  private static OnTheWay onTheWay(OnTheWay o, JourneyEvent event) {
    return switch (event) {
      case StepEvent.StepRequested e -> o.doing(Activity.evolve(o.activity(), e), o.requests() + 1);
      case StepEvent.StepIntended e when moves(o) -> o.doing(Activity.evolve(o.activity(), e), o.requests()).with(o.marks().whenMoveIntended());
      case StepEvent.StepIntended e when backsUp(o) -> o.doing(Activity.evolve(o.activity(), e), o.requests()).with(o.marks().backupIntended(true));
      case StepEvent e -> o.doing(Activity.evolve(o.activity(), e), o.requests());
      case IncidentEvent e -> o.with(o.marks().with(o.marks().incidents().evolve(e)));
      case StageReached e -> o.reached(e.stage(), e.round());
      case BarrierSeen e -> o.lookedAt(e.round());
      case WorkFoundInFlight e -> o.lookedAt(e.round());
      case ParticipantSetAside e -> o.doing(new Activity.Idle(), o.requests()).with(o.marks().setAside());
      case CheckDropped e -> o.with(o.marks().dropped(e.check()));
      case ParticipantChecked e -> o;
      case BackupProved e -> o;
      case MoveLookedFor e -> o;
      case FellBack e -> o.at(fallBack(o.position(), e)).lookedAt(e.round());
      case WentBackToDrain e -> o.at(arrive(o.position(), e)).with(o.marks().backupIntended(false));
      case Arrival e -> o.at(arrive(o.position(), e));
    };
  }

  private static boolean moves(OnTheWay o) {
    return o.activity() instanceof Activity.Doing d && d.assignment() instanceof Assignment.MoveContracts;
  }

  private static boolean backsUp(OnTheWay o) {
    return o.activity() instanceof Activity.Doing d && d.assignment() instanceof Assignment.BackUp;
  }

  private static Position arrive(Position from, Arrival event) {
    return switch (event) {
      case LimitsSaved e when from instanceof Enrolled -> new Saved(e.settings());
      case LimitsLowered e when from instanceof Saved s -> new Quiesced(s.settings());
      case ClosingSeen e when from instanceof Saved s -> new Quiesced(s.settings());
      case DrainProved e when from instanceof Quiesced s -> new Drained(s.settings(), e.proof());
      case ContractsListed e when from instanceof Drained s -> new Counted(s.settings(), s.proof(), e.contracts());
      case SourceLeft e when from instanceof Counted s -> new Disconnected(s.settings(), s.proof(), s.before());
      case BackupTaken e when from instanceof Disconnected s -> new BackedUp(s.settings(), s.proof(), s.before(), e.backup());
      case ContractsMoved e when from instanceof BackedUp s -> new Moved(s.settings(), s.before(), s.backup());
      case TargetJoined e when from instanceof Moved s -> new Reconnected(s.settings(), s.before(), s.backup());
      case ContractsCompared e when from instanceof Reconnected s -> new Compared(s.settings(), s.before(), s.backup());
      case LimitsEased e when from instanceof Compared s -> new Eased(s.settings(), s.before(), s.backup());
      case PingsAnswered e when from instanceof Compared s -> new Verified(s.settings(), s.before(), s.backup());
      case PingsAnswered e when from instanceof Eased s -> new Verified(s.settings(), s.before(), s.backup());
      case LimitsRestored e when from instanceof Verified s -> new Reopened(s.settings());
      case LimitsRestored e when from instanceof Rejoined s -> new Returned(s.settings());
      case AutomaticConnectRestored e when from instanceof Verified s -> new Home(s.settings());
      case AutomaticConnectRestored e when from instanceof Reopened s -> new Home(s.settings());
      case SourceRejoined e when from instanceof Started s -> new Recovered(s.settings(), s.before());
      case SourceRejoined e when from instanceof Known k && goesBack(k) -> new Rejoined(k.settings());
      case WentBackToDrain e when from instanceof Counted s -> new Quiesced(s.settings());
      case WentBackToDrain e when from instanceof Disconnected s -> new Quiesced(s.settings());
      case WentBackToDrain e when from instanceof BackedUp s -> new Quiesced(s.settings());
      case ParticipantStopped e when from instanceof BackedUpBefore s -> new Stopped(s.settings(), s.before(), s.backup());
      case DatabaseRestored e when from instanceof Stopped s -> new Restored(s.settings(), s.before());
      case ParticipantStarted e when from instanceof Restored s -> new Started(s.settings(), s.before());
      case ContractsCompared e when from instanceof Recovered s -> new Rejoined(s.settings());
      default -> throw new BrokenHistory(from, event);
    };
  }

  private static boolean goesBack(Known position) {
    return switch (position) {
      case Saved s -> true;
      case Quiesced s -> true;
      case Drained s -> true;
      case Counted s -> true;
      case Disconnected s -> true;
      case BackedUp s -> true;
      case Away s -> true;
      default -> false;
    };
  }

  private static Position fallBack(Position from, FellBack event) {
    return switch (from) {
      case Quiesced s -> new Saved(s.settings());
      case Counted s -> new Quiesced(s.settings());
      case Disconnected s -> new Counted(s.settings(), s.proof(), s.before());
      case Reconnected s -> new Moved(s.settings(), s.before(), s.backup());
      case Verified s -> new Eased(s.settings(), s.before(), s.backup());
      case Rejoined s -> new Away(s.settings());
      default -> throw new BrokenHistory(from, event);
    };
  }

  /** Whether a barrier may send a participant at this position through the stage again. */
  static boolean mayFallBack(Position position) {
    return Moves.FALLING_BACK.stream().anyMatch(m -> m.from().isInstance(position));
  }
}
