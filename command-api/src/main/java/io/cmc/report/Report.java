// SPDX-License-Identifier: Apache-2.0
package io.cmc.report;

import io.cmc.id.RequestId;
import io.cmc.proof.BackupProof;
import io.cmc.proof.CheckResult;
import io.cmc.proof.ContractDigest;
import io.cmc.proof.DrainProof;
import io.cmc.proof.HookAnswer;
import io.cmc.proof.MoveProof;
import io.cmc.proof.PingResult;
import io.cmc.proof.ResourceLimits;
import io.cmc.proof.RestoreProof;
import io.cmc.proof.SavedRates;
import io.cmc.proof.SavedSettings;
import io.cmc.rejection.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a worker says about the step that it was asked for; commands, so a report can be too late and is then ignored. */
public sealed interface Report {

  RequestId request();

  Instant at();

  /** How a step goes, whatever the step. */
  sealed interface OfCourse extends Report {}

  /** A step reached its goal: the goal was looked at on the node. */
  sealed interface Outcome extends Report {}

  /** A changing call is about to be made. Stored before the call. */
  record StepBegun(RequestId request, String call, Instant at) implements OfCourse {}

  record StepWaits(RequestId request, String why, Instant until, Instant at) implements OfCourse {}

  /** @param retryAt when it is tried again; absent: not by itself */
  record StepFailed(RequestId request, Problem problem, Optional<Instant> retryAt, Instant at) implements OfCourse {}

  /** The call may or may not have had its effect, and looking did not tell. */
  record StepOutcomeUnknown(RequestId request, Problem problem, Instant probeAt, Instant at) implements OfCourse {}

  record ParticipantChecked(RequestId request, CheckResult result, Instant at) implements Outcome {}

  record SettingsRead(RequestId request, SavedSettings settings, Instant at) implements Outcome {}

  record ParticipantQuiesced(RequestId request, Instant at) implements Outcome {}

  record ParticipantDrained(RequestId request, DrainProof proof, Instant at) implements Outcome {}

  record ContractsListed(RequestId request, ContractDigest contracts, Instant at) implements Outcome {}

  record ParticipantDisconnected(RequestId request, Instant at) implements Outcome {}

  record ParticipantBackedUp(RequestId request, BackupProof proof, Instant at) implements Outcome {}

  record ParticipantMoved(RequestId request, MoveProof proof, Instant at) implements Outcome {}

  record ParticipantReconnected(RequestId request, Instant at) implements Outcome {}

  record ParticipantEased(RequestId request, ResourceLimits limits, Instant at) implements Outcome {}

  record ParticipantVerified(RequestId request, List<PingResult> pings, Instant at) implements Outcome {
    public ParticipantVerified {
      pings = List.copyOf(pings);
    }
  }

  record ParticipantReopened(RequestId request, ResourceLimits limits, Instant at) implements Outcome {}

  record AutomaticConnectSet(RequestId request, Instant at) implements Outcome {}

  record ParticipantRejoined(RequestId request, Instant at) implements Outcome {}

  record BackupProved(RequestId request, RestoreProof proof, Instant at) implements Outcome {}

  /** @param moved whether contracts of this participant may have begun to move */
  record ParticipantSeen(RequestId request, boolean moved, String found, Instant at) implements Outcome {}

  record ParticipantStopped(RequestId request, String found, Instant at) implements Outcome {}

  record DatabaseRestored(RequestId request, Instant at) implements Outcome {}

  record ParticipantStarted(RequestId request, Instant at) implements Outcome {}

  /** At a barrier: work is in flight on the source. */
  record WorkInFlightSeen(RequestId request, String found, Instant at) implements Outcome {}

  /** @param holds whether the node is still as it was left */
  record ParticipantLookedAt(RequestId request, boolean holds, String found, Instant at) implements Outcome {}

  record DomainsChecked(RequestId request, CheckResult result, Instant at) implements Outcome {}

  record RatesRead(RequestId request, SavedRates rates, Instant at) implements Outcome {}

  /** The rates of the domains are as the step wanted them. */
  record RatesSet(RequestId request, int source, int target, Instant at) implements Outcome {}

  record SourceBackedUp(RequestId request, BackupProof proof, Instant at) implements Outcome {}

  record HooksAgreed(RequestId request, List<HookAnswer> answers, Instant at) implements Outcome {
    public HooksAgreed {
      answers = List.copyOf(answers);
    }
  }

  record SourceGone(RequestId request, String found, Instant at) implements Outcome {}
}
