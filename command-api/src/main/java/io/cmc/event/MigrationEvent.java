// SPDX-License-Identifier: Apache-2.0
package io.cmc.event;

import io.cmc.approval.Gate;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.PlanHash;
import io.cmc.journey.Confirmation;
import io.cmc.journey.Phase;
import io.cmc.journey.PointOfNoReturn;
import io.cmc.journey.ReconcileCause;
import io.cmc.journey.Sighting;
import io.cmc.journey.Stage;
import io.cmc.plan.Amendment;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.BackupProof;
import io.cmc.proof.CheckResult;
import io.cmc.proof.HookAnswer;
import io.cmc.proof.SavedRates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;

/** The stream of a migration: it grows with phases and batches, not with participants times steps. */
public sealed interface MigrationEvent extends Event permits
    MigrationEvent.Ordered, MigrationEvent.OnCourse, MigrationEvent.AtDomains, StepEvent, IncidentEvent, ApprovalEvent {

  /** What became true because a person ordered it. */
  sealed interface Ordered extends MigrationEvent {}

  /** How the migration goes through its stages. */
  sealed interface OnCourse extends MigrationEvent {}

  /** What became true on the two domains. */
  sealed interface AtDomains extends MigrationEvent {}

  /** A plan is kept under this name. */
  @Revision("1") record MigrationPlanned(MigrationId migration, MigrationPlan plan, PlanHash hash, Instant at) implements Ordered {}

  /** Read-only checks were ordered. @param run counts from 1 */
  @Revision("1") record PreflightBegan(MigrationId migration, int run, Instant at) implements Ordered {}

  /** The migration is under way by the plan of this hash; its participants are in no other. */
  @Revision("1") record MigrationStarted(MigrationId migration, PlanHash hash, Instant at) implements Ordered {}

  /** No new step begins; running ones end. */
  @Revision("1") record MigrationHeld(MigrationId migration, String reason, Instant at) implements Ordered {}

  /** Steps begin again. */
  @Revision("1") record MigrationResumed(MigrationId migration, Instant at) implements Ordered {}

  /** The migration may go on into the phase. */
  @Revision("1") record GateReleased(MigrationId migration, Phase gate, Instant at) implements Ordered {}

  /** Somebody says that something outside the service is done. @param reference of whoever says so */
  @Revision("1") record ExternallyConfirmed(MigrationId migration, Confirmation what, String reference, Instant at) implements Ordered {}

  /** All participants go back to the source. */
  @Revision("1") record AbortBegan(MigrationId migration, String reason, Instant at) implements Ordered {}

  /** Every participant answered its checks, and nothing blocks. */
  @Revision("1") record PreflightPassed(MigrationId migration, int run, Instant at) implements OnCourse {}

  /** Every participant answered its checks, and something blocks. @param nodes where something blocks */
  @Revision("1") record PreflightBlocked(MigrationId migration, int run, List<NodeName> nodes, Instant at) implements OnCourse {}

  /** All participants are in this phase. */
  @Revision("1") record PhaseBegan(MigrationId migration, Phase phase, Instant at) implements OnCourse {}

  /** A stage is being gone through. @param participants who go through it in this round; empty for a stage on the domains */
  @Revision("1") record StageBegan(MigrationId migration, Stage stage, int round, boolean binding, List<NodeName> participants, Instant at)
      implements OnCourse {}

  /** These participants are through the stage. @param blocked those among them whose checks found something that blocks; empty but in the preflight */
  @Revision("1") record ParticipantsReached(MigrationId migration, Stage stage, int round, List<NodeName> participants, List<NodeName> blocked,
      Instant at) implements OnCourse {}

  /** All reached the stage's end; now all are looked at again. */
  @Revision("1") record BarrierLookBegan(MigrationId migration, Stage stage, int round, Instant at) implements OnCourse {}

  /** At the barrier: who is as the stage left it, and who is not and goes through the stage again. */
  @Revision("1") record ParticipantsLookedAt(MigrationId migration, Stage stage, int round, List<NodeName> holding, List<NodeName> fellBack,
      Instant at) implements OnCourse {}

  /** All participants were looked at again after the last of them was done, and are as the stage left them. */
  @Revision("1") record BarrierPassed(MigrationId migration, Phase phase, Stage stage, Instant at) implements OnCourse {}

  /** Everything of this phase is done on all participants. */
  @Revision("1") record PhaseEnded(MigrationId migration, Phase phase, Instant at) implements OnCourse {}

  /** The migration waits before this phase until somebody releases the gate. */
  @Revision("1") record GateHeld(MigrationId migration, Phase gate, Instant at) implements OnCourse {}

  /** Less of the way back is left from here. */
  @Revision("1") record PointOfNoReturnCrossed(MigrationId migration, PointOfNoReturn point, Instant at) implements OnCourse {}

  /** These participants wait for a person; the others go on to the barrier. */
  @Revision("1") record ParticipantsParked(MigrationId migration, List<NodeName> participants, Instant at) implements OnCourse {}

  /** These participants go on. */
  @Revision("1") record ParticipantsUnparked(MigrationId migration, List<NodeName> participants, Instant at) implements OnCourse {}

  /** The phase takes longer than the plan's limit; nothing is stopped. */
  @Revision("1") record PhaseOverdue(MigrationId migration, Phase phase, Duration limit, Instant at) implements OnCourse {}

  /** All are open on the target; the source is kept as it is for a while. */
  @Revision("1") record SoakBegan(MigrationId migration, Instant until, Instant at) implements OnCourse {}

  /** The source may be retired. */
  @Revision("1") record SoakEnded(MigrationId migration, Instant at) implements OnCourse {}

  /** All participants are back on the source as they were before. */
  @Revision("1") record MigrationAborted(MigrationId migration, Instant at) implements OnCourse {}

  /** All participants are at home on the target. */
  @Revision("1") record MigrationCompleted(MigrationId migration, Instant at) implements OnCourse {}

  /** What the checks of the two domains found. */
  @Revision("1") record DomainsChecked(MigrationId migration, CheckResult result, Instant at) implements AtDomains {}

  /** What the rates of the two domains were; happens once in a migration. */
  @Revision("1") record RatesSaved(MigrationId migration, SavedRates rates, Instant at) implements AtDomains {}

  /** Neither domain takes requests of participants. */
  @Revision("1") record RatesLowered(MigrationId migration, Instant at) implements AtDomains {}

  /** The target takes a few requests, for the pings. */
  @Revision("1") record RateEased(MigrationId migration, int target, Instant at) implements AtDomains {}

  /** @param source the source's rate, @param target the target's rate, as they are now */
  @Revision("1") record RatesRestored(MigrationId migration, int source, int target, Instant at) implements AtDomains {}

  /** The source's database is backed up, after those of all participants. */
  @Revision("1") record SourceBackupTaken(MigrationId migration, BackupProof backup, Instant at) implements AtDomains {}

  /** The source answers nobody any more. */
  @Revision("1") record SourceRetired(MigrationId migration, String found, Instant at) implements AtDomains {}

  /** Every hook that stands at the gate said yes; the gate may still wait for people. */
  @Revision("1") record HooksAgreed(MigrationId migration, Gate gate, List<HookAnswer> answers, Instant at) implements AtDomains {}

  /** No call that changes a node begins any more. */
  @Revision("1") record PanicStopped(MigrationId migration, String reason, Instant at) implements Ordered {}

  /** A person knows the differences that were found; what was stopped because of them may go on. */
  @Revision("1") record DifferencesAccepted(MigrationId migration, List<NodeName> nodes, Instant at) implements Ordered {}

  /** All participants go back to the source by their databases. */
  @Revision("1") record RestoreBegan(MigrationId migration, String reason, Instant at) implements Ordered {}

  /** A check shall not block any more. @param node participant, or the domains */
  @Revision("1") record CheckWaived(MigrationId migration, NodeName node, String check, Instant at) implements Ordered {}

  /** Somebody proposes to leave this participant behind. @param shown digest of what that cuts off; @param proposer subject of who proposes */
  @Revision("1") record ExclusionProposed(MigrationId migration, NodeName participant, String shown, String proposer, Instant at)
      implements Ordered {}

  /** This participant stays on the source; the others go on. */
  @Revision("1") record ParticipantExcluded(MigrationId migration, NodeName participant, Instant at) implements Ordered {}

  /** The plan was changed on the way. @param changes each with its old value; @param plan as it is now */
  @Revision("1") record MigrationAmended(MigrationId migration, List<Amendment.Change> changes, MigrationPlan plan, Instant at)
      implements Ordered {}

  /** Somebody else changed a participant, or the domains: nothing new begins until a person has looked. */
  @Revision("1") record ForeignChangeSeen(MigrationId migration, NodeName participant, String recorded, String found, Instant at)
      implements OnCourse {}

  /** The participants are compared with what is recorded of them. @param run counts from 1 */
  @Revision("1") record ReconcileBegan(MigrationId migration, int run, ReconcileCause cause, List<NodeName> participants, Instant at)
      implements OnCourse {}

  /** Some of them were looked at. */
  @Revision("1") record ParticipantsReconciled(MigrationId migration, int run, List<Sighting> sightings, Instant at) implements OnCourse {}

  /** All were looked at. @param differing who is not as recorded; nothing begins until they are, or a person accepts it */
  @Revision("1") record ReconcileEnded(MigrationId migration, int run, List<NodeName> differing, Instant at) implements OnCourse {}

  /** The panic stop is over. */
  @Revision("1") record PanicEnded(MigrationId migration, Instant at) implements OnCourse {}

  /** Excluded participants go back to the source by themselves. @param round of that stage */
  @Revision("1") record ExcludedSentBack(MigrationId migration, int round, List<NodeName> participants, Instant at) implements OnCourse {}

  /** At a barrier work was in flight on the source for these participants. */
  @Revision("1") record WorkSeenInFlight(MigrationId migration, Stage stage, int round, List<NodeName> participants, Instant at)
      implements OnCourse {}

  /** All participants go back to the source, closed as they are, and drain again. @param pass counts from 1 */
  @Revision("1") record DrainBeganAgain(MigrationId migration, int pass, Instant at) implements OnCourse {}

  /** Nobody began to move: the way back is free again. */
  @Revision("1") record PointOfNoReturnTakenBack(MigrationId migration, PointOfNoReturn point, Instant at) implements OnCourse {}

  /** All participants are back on the source by their databases, as they were before. */
  @Revision("1") record MigrationRestored(MigrationId migration, Instant at) implements OnCourse {}

  /** Too little of the maintenance window is left to begin this phase. */
  @Revision("1") record WindowTooShort(MigrationId migration, Phase phase, Instant until, Instant at) implements OnCourse {}
}
