// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.event.IncidentEvent;
import io.cmc.event.JourneyEvent;
import io.cmc.event.JourneyEvent.*;
import io.cmc.event.StepEvent;
import io.cmc.projection.status.ParticipantRow.Known;
import io.cmc.proof.ResourceLimits;
import io.cmc.proof.SavedSettings;
import java.util.Optional;

/** What a participant's row is after an event of its journey. */
final class ParticipantFold {

  /** Both limits at 0: docs/canton.md, resource limits. */
  private static final Optional<Integer> CLOSED = Optional.of(0);

  /** What a node takes for a burst factor that nobody set: docs/canton.md, resource limits. */
  private static final double USUAL_BURST = 0.5;

  private ParticipantFold() {}

  static ParticipantRow evolve(ParticipantRow row, JourneyEvent event) {
    return switch (event) {
      case StepEvent e -> row.doing(row.activity().evolve(e));
      case ParticipantChecked e -> row.knowing(row.known().checked(e.result()));
      case StageReached e -> row.idle(e.at());
      case BarrierSeen e -> row.idle(e.at());
      case WorkFoundInFlight e -> row.idle(e.at());
      case ParticipantSetAside e -> row.idle(e.at());
      case BackupProved e -> row.knowing(row.known().proved(e.proof())).idle(e.at());
      case MoveLookedFor e -> row.idle(e.at());
      case CheckDropped e -> row;
      case IncidentEvent e -> row;
      case Arrival e -> row.knowing(learn(row.known(), e)).at(arrive(row.place().position(), e), e.at());
    };
  }

  private static Position arrive(Position from, Arrival event) {
    return switch (event) {
      case ParticipantEnrolled e -> Position.ENROLLED;
      case LimitsSaved e -> Position.SAVED;
      case LimitsLowered e -> Position.QUIESCED;
      case ClosingSeen e -> Position.QUIESCED;
      case DrainProved e -> Position.DRAINED;
      case ContractsListed e -> Position.COUNTED;
      case SourceLeft e -> Position.DISCONNECTED;
      case BackupTaken e -> Position.BACKED_UP;
      case ContractsMoved e -> Position.MOVED;
      case TargetJoined e -> Position.RECONNECTED;
      case ContractsCompared e -> from == Position.RECOVERED ? Position.REJOINED : Position.COMPARED;
      case LimitsEased e -> Position.EASED;
      case PingsAnswered e -> Position.VERIFIED;
      case LimitsRestored e -> from == Position.REJOINED ? Position.RETURNED : Position.REOPENED;
      case AutomaticConnectRestored e -> Position.HOME;
      case SourceRejoined e -> from == Position.STARTED ? Position.RECOVERED : Position.REJOINED;
      case WentBackToDrain e -> Position.QUIESCED;
      case ParticipantStopped e -> Position.STOPPED;
      case DatabaseRestored e -> Position.RESTORED;
      case ParticipantStarted e -> Position.STARTED;
      case FellBack e -> from.fallenBack();
    };
  }

  private static Known learn(Known known, Arrival event) {
    return switch (event) {
      case LimitsSaved e -> known.saved(e.settings());
      case LimitsLowered e -> known.limits(closed(known));
      case DrainProved e -> known.drained(e.proof());
      case ContractsListed e -> known.before(e.contracts());
      case BackupTaken e -> known.backedUp(e.backup());
      case ContractsMoved e -> known.moved(e.proof());
      case ContractsCompared e -> known.compared(e.before(), e.after());
      case LimitsEased e -> known.limits(e.limits());
      case PingsAnswered e -> known.pinged(e.pings());
      case LimitsRestored e -> known.limits(e.limits());
      case DatabaseRestored e -> known.limits().equals(known.saved().map(SavedSettings::limits)) ? known : known.limits(closed(known));
      case WentBackToDrain e -> known.again();
      case ParticipantStopped e -> known;
      case ParticipantStarted e -> known;
      case ParticipantEnrolled e -> known;
      case ClosingSeen e -> known;
      case SourceLeft e -> known;
      case TargetJoined e -> known;
      case AutomaticConnectRestored e -> known;
      case SourceRejoined e -> known;
      case FellBack e -> known;
    };
  }

  private static ResourceLimits closed(Known known) {
    return new ResourceLimits(CLOSED, CLOSED, known.saved().map(s -> s.limits().maxBurstFactor()).orElse(USUAL_BURST));
  }
}
