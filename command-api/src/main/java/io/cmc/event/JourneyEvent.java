// SPDX-License-Identifier: Apache-2.0
package io.cmc.event;

import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Stage;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.proof.BackupProof;
import io.cmc.proof.CheckResult;
import io.cmc.proof.ContractDigest;
import io.cmc.proof.DrainProof;
import io.cmc.proof.MoveProof;
import io.cmc.proof.PingResult;
import io.cmc.proof.ResourceLimits;
import io.cmc.proof.RestoreProof;
import io.cmc.proof.SavedSettings;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;

/** The stream of one participant's journey. */
public sealed interface JourneyEvent extends Event permits JourneyEvent.Arrival, JourneyEvent.Sign, StepEvent, IncidentEvent {

  NodeName node();

  /** The participant is at a new position. */
  sealed interface Arrival extends JourneyEvent {}

  /** Something is known that leaves the position as it is. */
  sealed interface Sign extends JourneyEvent {}

  /** The journey of this participant has begun. */
  @Revision("1") record ParticipantEnrolled(MigrationId migration, NodeName node, ClosingStrategy closing, BackupStrategy backup, Instant at)
      implements Arrival {}

  /** @param binding whether it counts for the start; a check on request does not */
  @Revision("1") record ParticipantChecked(MigrationId migration, NodeName node, CheckResult result, boolean binding, Instant at)
      implements Sign {}

  /** What the participant was set to; happens once in a journey. */
  @Revision("1") record LimitsSaved(MigrationId migration, NodeName node, SavedSettings settings, Instant at) implements Arrival {}

  /** The participant accepts no command of its own. */
  @Revision("1") record LimitsLowered(MigrationId migration, NodeName node, Instant at) implements Arrival {}

  /** The participant sees that ingress is closed for all by a strategy that does not touch its limits. */
  @Revision("1") record ClosingSeen(MigrationId migration, NodeName node, Instant at) implements Arrival {}

  /** Nothing of this participant is in flight on the source, and nothing can be. */
  @Revision("1") record DrainProved(MigrationId migration, NodeName node, DrainProof proof, Instant at) implements Arrival {}

  /** What contracts the participant had before the move, by their ids. */
  @Revision("1") record ContractsListed(MigrationId migration, NodeName node, ContractDigest contracts, Instant at) implements Arrival {}

  /** Not connected to the source, and it will not reconnect by itself. */
  @Revision("1") record SourceLeft(MigrationId migration, NodeName node, Instant at) implements Arrival {}

  /** The participant's database is backed up, and the backup was read back. */
  @Revision("1") record BackupTaken(MigrationId migration, NodeName node, BackupProof backup, Instant at) implements Arrival {}

  /** All contracts of the participant are on the target. */
  @Revision("1") record ContractsMoved(MigrationId migration, NodeName node, MoveProof proof, Instant at) implements Arrival {}

  /** The participant is connected to the target in good health. */
  @Revision("1") record TargetJoined(MigrationId migration, NodeName node, Instant at) implements Arrival {}

  /** The contracts after the move are those before it, or were not compared because the plan names no ledger API. */
  @Revision("1") record ContractsCompared(MigrationId migration, NodeName node, ContractDigest before, ContractDigest after, Instant at)
      implements Arrival {}

  /** The participant takes a few commands of its own, for the pings. */
  @Revision("1") record LimitsEased(MigrationId migration, NodeName node, ResourceLimits limits, Instant at) implements Arrival {}

  /** Every participant that was pinged answered. */
  @Revision("1") record PingsAnswered(MigrationId migration, NodeName node, List<PingResult> pings, Instant at) implements Arrival {}

  /** The participant has exactly the limits of before. */
  @Revision("1") record LimitsRestored(MigrationId migration, NodeName node, ResourceLimits limits, Instant at) implements Arrival {}

  /** The domain in use connects by itself after a restart, if the source did. */
  @Revision("1") record AutomaticConnectRestored(MigrationId migration, NodeName node, Instant at) implements Arrival {}

  /** Back on the source, as before. */
  @Revision("1") record SourceRejoined(MigrationId migration, NodeName node, Instant at) implements Arrival {}

  /** At a barrier the participant was no longer as it was left. */
  @Revision("1") record FellBack(MigrationId migration, NodeName node, Stage stage, int round, String found, Instant at) implements Arrival {}

  /** The last step of a stage is done; told to the migration. @param blocked whether a check on request found something that blocks */
  @Revision("1") record StageReached(MigrationId migration, NodeName node, Stage stage, int round, boolean blocked, Instant at)
      implements Sign {}

  /** Looked at again at the barrier after a stage, and as it was left; told to the migration. */
  @Revision("1") record BarrierSeen(MigrationId migration, NodeName node, Stage stage, int round, Instant at) implements Sign {}

  /** The participant is back on the source, closed as before, because work turned up in flight after it had left. */
  @Revision("1") record WentBackToDrain(MigrationId migration, NodeName node, Instant at) implements Arrival {}

  /** The backup was restored into a scratch database and counted. */
  @Revision("1") record BackupProved(MigrationId migration, NodeName node, RestoreProof proof, Instant at) implements Sign {}

  /** At a barrier work was in flight on the source, where it does not end while the participant is away; told to the migration. */
  @Revision("1") record WorkFoundInFlight(MigrationId migration, NodeName node, Stage stage, int round, String found, Instant at)
      implements Sign {}

  /** Whether contracts of this participant may have begun to move. */
  @Revision("1") record MoveLookedFor(MigrationId migration, NodeName node, boolean moved, String found, Instant at) implements Sign {}

  /** The participant does not run: nobody answers, and nobody uses its database. */
  @Revision("1") record ParticipantStopped(MigrationId migration, NodeName node, String found, Instant at) implements Arrival {}

  /** The participant's database is what its backup was. */
  @Revision("1") record DatabaseRestored(MigrationId migration, NodeName node, Instant at) implements Arrival {}

  /** The participant runs again, on the restored database, connected to nothing that it should not be. */
  @Revision("1") record ParticipantStarted(MigrationId migration, NodeName node, Instant at) implements Arrival {}

  /** A check of this name does not block here any more. */
  @Revision("1") record CheckDropped(MigrationId migration, NodeName node, String check, Instant at) implements Sign {}

  /** The participant was excluded; it does nothing more for the migration but go back. */
  @Revision("1") record ParticipantSetAside(MigrationId migration, NodeName node, Instant at) implements Sign {}
}
