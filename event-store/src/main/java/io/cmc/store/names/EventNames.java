// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.names;

import static java.util.Map.entry;

import io.cmc.event.ApprovalEvent;
import io.cmc.event.Event;
import io.cmc.event.IncidentEvent;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.OrderEvent;
import io.cmc.event.StepEvent;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names under which events are stored. A class may move or be renamed; its stored name may not, because rows are never
 * changed: a new name is a new entry here and an upcaster from the old one.
 */
public final class EventNames {

  private static final Map<String, Class<? extends Event>> STANDARD = Map.ofEntries(
      entry("MigrationPlanned", MigrationEvent.MigrationPlanned.class),
      entry("PreflightBegan", MigrationEvent.PreflightBegan.class),
      entry("MigrationStarted", MigrationEvent.MigrationStarted.class),
      entry("MigrationHeld", MigrationEvent.MigrationHeld.class),
      entry("MigrationResumed", MigrationEvent.MigrationResumed.class),
      entry("GateReleased", MigrationEvent.GateReleased.class),
      entry("ExternallyConfirmed", MigrationEvent.ExternallyConfirmed.class),
      entry("AbortBegan", MigrationEvent.AbortBegan.class),
      entry("PreflightPassed", MigrationEvent.PreflightPassed.class),
      entry("PreflightBlocked", MigrationEvent.PreflightBlocked.class),
      entry("PhaseBegan", MigrationEvent.PhaseBegan.class),
      entry("StageBegan", MigrationEvent.StageBegan.class),
      entry("ParticipantsReached", MigrationEvent.ParticipantsReached.class),
      entry("BarrierLookBegan", MigrationEvent.BarrierLookBegan.class),
      entry("ParticipantsLookedAt", MigrationEvent.ParticipantsLookedAt.class),
      entry("BarrierPassed", MigrationEvent.BarrierPassed.class),
      entry("PhaseEnded", MigrationEvent.PhaseEnded.class),
      entry("GateHeld", MigrationEvent.GateHeld.class),
      entry("PointOfNoReturnCrossed", MigrationEvent.PointOfNoReturnCrossed.class),
      entry("ParticipantsParked", MigrationEvent.ParticipantsParked.class),
      entry("ParticipantsUnparked", MigrationEvent.ParticipantsUnparked.class),
      entry("PhaseOverdue", MigrationEvent.PhaseOverdue.class),
      entry("SoakBegan", MigrationEvent.SoakBegan.class),
      entry("SoakEnded", MigrationEvent.SoakEnded.class),
      entry("MigrationAborted", MigrationEvent.MigrationAborted.class),
      entry("MigrationCompleted", MigrationEvent.MigrationCompleted.class),
      entry("DomainsChecked", MigrationEvent.DomainsChecked.class),
      entry("RatesSaved", MigrationEvent.RatesSaved.class),
      entry("RatesLowered", MigrationEvent.RatesLowered.class),
      entry("RateEased", MigrationEvent.RateEased.class),
      entry("RatesRestored", MigrationEvent.RatesRestored.class),
      entry("HooksAgreed", MigrationEvent.HooksAgreed.class),
      entry("SourceBackupTaken", MigrationEvent.SourceBackupTaken.class),
      entry("SourceRetired", MigrationEvent.SourceRetired.class),

      entry("CrossingAsked", ApprovalEvent.CrossingAsked.class),
      entry("ApprovalGiven", ApprovalEvent.ApprovalGiven.class),
      entry("ApprovalRevoked", ApprovalEvent.ApprovalRevoked.class),
      entry("ApprovalExpired", ApprovalEvent.ApprovalExpired.class),
      entry("ApprovalsVoided", ApprovalEvent.ApprovalsVoided.class),
      entry("GateCrossed", ApprovalEvent.GateCrossed.class),
      entry("TeamSignedOff", ApprovalEvent.TeamSignedOff.class),
      entry("SignOffWithdrawn", ApprovalEvent.SignOffWithdrawn.class),
      entry("DeedProposed", ApprovalEvent.DeedProposed.class),
      entry("GlassBroken", ApprovalEvent.GlassBroken.class),
      entry("GlassMended", ApprovalEvent.GlassMended.class),

      entry("ParticipantEnrolled", JourneyEvent.ParticipantEnrolled.class),
      entry("ParticipantChecked", JourneyEvent.ParticipantChecked.class),
      entry("LimitsSaved", JourneyEvent.LimitsSaved.class),
      entry("LimitsLowered", JourneyEvent.LimitsLowered.class),
      entry("ClosingSeen", JourneyEvent.ClosingSeen.class),
      entry("DrainProved", JourneyEvent.DrainProved.class),
      entry("ContractsListed", JourneyEvent.ContractsListed.class),
      entry("SourceLeft", JourneyEvent.SourceLeft.class),
      entry("BackupTaken", JourneyEvent.BackupTaken.class),
      entry("ContractsMoved", JourneyEvent.ContractsMoved.class),
      entry("TargetJoined", JourneyEvent.TargetJoined.class),
      entry("ContractsCompared", JourneyEvent.ContractsCompared.class),
      entry("LimitsEased", JourneyEvent.LimitsEased.class),
      entry("PingsAnswered", JourneyEvent.PingsAnswered.class),
      entry("LimitsRestored", JourneyEvent.LimitsRestored.class),
      entry("AutomaticConnectRestored", JourneyEvent.AutomaticConnectRestored.class),
      entry("SourceRejoined", JourneyEvent.SourceRejoined.class),
      entry("FellBack", JourneyEvent.FellBack.class),
      entry("StageReached", JourneyEvent.StageReached.class),
      entry("BarrierSeen", JourneyEvent.BarrierSeen.class),

      entry("StepRequested", StepEvent.StepRequested.class),
      entry("StepIntended", StepEvent.StepIntended.class),
      entry("StepWaiting", StepEvent.StepWaiting.class),
      entry("StepDelayed", StepEvent.StepDelayed.class),
      entry("StepUnresolved", StepEvent.StepUnresolved.class),
      entry("StepParked", StepEvent.StepParked.class),
      entry("StepUnparked", StepEvent.StepUnparked.class),

      entry("PanicStopped", MigrationEvent.PanicStopped.class),
      entry("DifferencesAccepted", MigrationEvent.DifferencesAccepted.class),
      entry("RestoreBegan", MigrationEvent.RestoreBegan.class),
      entry("CheckWaived", MigrationEvent.CheckWaived.class),
      entry("ExclusionProposed", MigrationEvent.ExclusionProposed.class),
      entry("ParticipantExcluded", MigrationEvent.ParticipantExcluded.class),
      entry("MigrationAmended", MigrationEvent.MigrationAmended.class),
      entry("ForeignChangeSeen", MigrationEvent.ForeignChangeSeen.class),
      entry("ReconcileBegan", MigrationEvent.ReconcileBegan.class),
      entry("ParticipantsReconciled", MigrationEvent.ParticipantsReconciled.class),
      entry("ReconcileEnded", MigrationEvent.ReconcileEnded.class),
      entry("PanicEnded", MigrationEvent.PanicEnded.class),
      entry("ExcludedSentBack", MigrationEvent.ExcludedSentBack.class),
      entry("WorkSeenInFlight", MigrationEvent.WorkSeenInFlight.class),
      entry("DrainBeganAgain", MigrationEvent.DrainBeganAgain.class),
      entry("PointOfNoReturnTakenBack", MigrationEvent.PointOfNoReturnTakenBack.class),
      entry("MigrationRestored", MigrationEvent.MigrationRestored.class),
      entry("WindowTooShort", MigrationEvent.WindowTooShort.class),
      entry("WentBackToDrain", JourneyEvent.WentBackToDrain.class),
      entry("BackupProved", JourneyEvent.BackupProved.class),
      entry("WorkFoundInFlight", JourneyEvent.WorkFoundInFlight.class),
      entry("MoveLookedFor", JourneyEvent.MoveLookedFor.class),
      entry("ParticipantStopped", JourneyEvent.ParticipantStopped.class),
      entry("DatabaseRestored", JourneyEvent.DatabaseRestored.class),
      entry("ParticipantStarted", JourneyEvent.ParticipantStarted.class),
      entry("CheckDropped", JourneyEvent.CheckDropped.class),
      entry("ParticipantSetAside", JourneyEvent.ParticipantSetAside.class),
      entry("IncidentOpened", IncidentEvent.IncidentOpened.class),
      entry("IncidentAcknowledged", IncidentEvent.IncidentAcknowledged.class),
      entry("IncidentCommented", IncidentEvent.IncidentCommented.class),
      entry("IncidentClosed", IncidentEvent.IncidentClosed.class),
      entry("OrderRefused", OrderEvent.OrderRefused.class),
      entry("DeadLetterRetried", OrderEvent.DeadLetterRetried.class),
      entry("DeadLetterDiscarded", OrderEvent.DeadLetterDiscarded.class),
      entry("PersonErased", OrderEvent.PersonErased.class),
      entry("LegalHoldSet", OrderEvent.LegalHoldSet.class),
      entry("LegalHoldLifted", OrderEvent.LegalHoldLifted.class),
      entry("HistoryExported", OrderEvent.HistoryExported.class),
      entry("AuditExported", OrderEvent.AuditExported.class),
      entry("EventsRepublished", OrderEvent.EventsRepublished.class));

  private final Map<String, Class<? extends Event>> types;
  private final Map<Class<?>, String> names;

  private EventNames(Map<String, Class<? extends Event>> types) {
    this.types = Map.copyOf(types);
    this.names = types.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
  }

  /** Every event of the language. */
  public static EventNames standard() {
    return new EventNames(STANDARD);
  }

  public Set<String> all() {
    return types.keySet();
  }

  public boolean knows(String name) {
    return types.containsKey(name);
  }

  /** @throws UnknownEventName when no event is stored under this name */
  public Class<? extends Event> type(String name) {
    var type = types.get(name);
    if (type == null) throw UnknownEventName.stored(name);
    return type;
  }

  /** @throws UnknownEventName when the class has no stored name */
  public String name(Class<?> type) {
    var name = names.get(type);
    if (name == null) throw UnknownEventName.unnamed(type);
    return name;
  }
}
