// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.id.SynchronizerAlias;
import io.cmc.journey.Assignment;
import io.cmc.plan.BackupStrategy;
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
import io.cmc.rejection.Finding;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.rejection.Severity;
import io.cmc.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What workers report of nodes that behave well, and of some that do not. */
public final class Answers {

  public static final SavedRates RATES = new SavedRates(20, 30);

  private Answers() {}

  /** Settings of before, different on every participant; some have no limit. */
  public static SavedSettings settings(NodeName node) {
    var n = Math.floorMod(node.value().hashCode(), 50);
    return new SavedSettings(new ResourceLimits(n % 3 == 0 ? Optional.empty() : Optional.of(100 + n), n % 2 == 0 ? Optional.empty() : Optional.of(n + 1),
        0.5), n % 2 == 0, List.of(new SynchronizerAlias("otherdomain")));
  }

  /** The goal is reached. Somebody's word is waited for where a step waits for it. */
  public static Report well(StepRequested r, Instant at) {
    var id = r.request();
    return switch (r.assignment()) {
      case Assignment.CheckDomains a -> new Report.DomainsChecked(id, CheckResult.of(List.of(), Map.of()), at);
      case Assignment.CheckParticipant a -> new Report.ParticipantChecked(id, CheckResult.of(List.of(), Map.of("release", "2.10.4")), at);
      case Assignment.SaveSettings a -> new Report.SettingsRead(id, settings(r.node()), at);
      case Assignment.LowerLimits a -> new Report.ParticipantQuiesced(id, at);
      case Assignment.SeeClosed a -> new Report.ParticipantQuiesced(id, at);
      case Assignment.SaveRates a -> new Report.RatesRead(id, RATES, at);
      case Assignment.LowerRates a -> new Report.RatesSet(id, 0, 0, at);
      case Assignment.ConfirmClosed a -> waits(id, at);
      case Assignment.Drain a -> new Report.ParticipantDrained(id, new DrainProof(at, at, Duration.ofSeconds(3), List.of()), at);
      case Assignment.ListContracts a -> new Report.ContractsListed(id, contracts(r.node()), at);
      case Assignment.LeaveSource a -> new Report.ParticipantDisconnected(id, at);
      case Assignment.BackUp a -> new Report.ParticipantBackedUp(id, proof(r.node(), at), at);
      case Assignment.BackUpSource a -> new Report.SourceBackedUp(id, proof(r.node(), at), at);
      case Assignment.MoveContracts a -> new Report.ParticipantMoved(id, new MoveProof("Inactive"), at);
      case Assignment.JoinTarget a -> new Report.ParticipantReconnected(id, at);
      case Assignment.CompareContracts a -> new Report.ContractsListed(id, a.before(), at);
      case Assignment.EaseLimits a -> new Report.ParticipantEased(id, new ResourceLimits(Optional.of(4), Optional.of(4), 0.5), at);
      case Assignment.EaseRate a -> new Report.RatesSet(id, 0, 4, at);
      case Assignment.Ping a -> new Report.ParticipantVerified(id,
          a.targets().stream().map(t -> new PingResult(t.name(), true, Duration.ofMillis(40))).toList(), at);
      case Assignment.RestoreLimits a -> new Report.ParticipantReopened(id, a.saved().limits(), at);
      case Assignment.ConnectAutomatically a -> new Report.AutomaticConnectSet(id, at);
      case Assignment.RestoreTargetRate a -> new Report.RatesSet(id, 0, a.saved().target(), at);
      case Assignment.ConfirmOpen a -> waits(id, at);
      case Assignment.AskHooks a -> new Report.HooksAgreed(id, a.hooks().stream().map(h -> new HookAnswer(h, "go", at)).toList(), at);
      case Assignment.RetireSource a -> new Report.SourceGone(id, "nobody answers", at);
      case Assignment.RejoinSource a -> new Report.ParticipantRejoined(id, at);
      case Assignment.RestoreSourceRate a -> new Report.RatesSet(id, a.saved().source(), a.saved().target(), at);
      case Assignment.ProveBackup a -> new Report.BackupProved(id, new RestoreProof("scratch", 9, 99, Duration.ofSeconds(1), at), at);
      case Assignment.SeeUnmoved a -> new Report.ParticipantSeen(id, a.intended(), "lists the source", at);
      case Assignment.StopParticipant a -> new Report.ParticipantStopped(id, "nobody answers", at);
      case Assignment.RestoreDatabase a -> new Report.DatabaseRestored(id, at);
      case Assignment.StartParticipant a -> new Report.ParticipantStarted(id, at);
      case Assignment.LookAgain a -> new Report.ParticipantLookedAt(id, true, "as it was left", at);
    };
  }

  public static ContractDigest contracts(NodeName node) {
    return new ContractDigest(true, 7, "%064x".formatted(node.value().hashCode() & 0xffffL),
        List.of(new ContractDigest.PartyDigest("alice::1220", 7, "cd".repeat(32))));
  }

  private static BackupProof proof(NodeName node, Instant at) {
    return new BackupProof(BackupStrategy.PG_DUMP, "dumps/" + node, 4096, "ef".repeat(32), Duration.ofSeconds(2), at, 99);
  }

  public static Report begun(StepRequested r, Instant at) {
    return new Report.StepBegun(r.request(), r.assignment().step().name(), at);
  }

  public static Report waits(RequestId request, Instant at) {
    return new Report.StepWaits(request, "somebody's word", at.plusSeconds(60), at);
  }

  public static Report failsForNow(StepRequested r, Instant at) {
    return new Report.StepFailed(r.request(), trouble(), Optional.of(at.plusSeconds(1)), at);
  }

  public static Report fails(StepRequested r, Instant at) {
    return new Report.StepFailed(r.request(), trouble(), Optional.empty(), at);
  }

  public static Report unknown(StepRequested r, Instant at) {
    return new Report.StepOutcomeUnknown(r.request(), trouble(), at.plusSeconds(2), at);
  }

  public static Report noLonger(StepRequested r, Instant at) {
    return new Report.ParticipantLookedAt(r.request(), false, "connected to olddomain again", at);
  }

  public static Report inFlight(StepRequested r, Instant at) {
    return new Report.WorkInFlightSeen(r.request(), "2 transactions in flight", at);
  }

  public static CheckResult blocking() {
    return CheckResult.of(List.of(new Finding("source-connected", Severity.BLOCK,
        Problem.of(ProblemCode.SOURCE_NOT_CONNECTED, "connected to olddomain", "not connected"))), Map.of());
  }

  public static Problem trouble() {
    return Problem.of(ProblemCode.NODE_UNREACHABLE, "an answer", "connection refused");
  }
}
