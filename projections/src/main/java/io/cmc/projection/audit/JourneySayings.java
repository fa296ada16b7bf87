// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import static io.cmc.projection.audit.Sayings.counted;

import io.cmc.event.IncidentEvent;
import io.cmc.event.JourneyEvent;
import io.cmc.event.JourneyEvent.*;
import io.cmc.event.StepEvent;
import io.cmc.proof.BackupProof;
import io.cmc.proof.CheckResult;
import io.cmc.proof.ContractDigest;
import io.cmc.proof.PingResult;
import io.cmc.proof.ResourceLimits;
import java.util.Optional;

final class JourneySayings {

  private JourneySayings() {}

  static Saying of(JourneyEvent event) {
    return switch (event) {
      case StepEvent e -> StepSayings.of(e);
      case Sign e -> sign(e);
      case Arrival e -> arrival(e);
      case IncidentEvent e -> IncidentSayings.of(e);
    };
  }

  private static Saying sign(Sign event) {
    return switch (event) {
      case ParticipantChecked e when e.result().passes() -> Saying.done("%s was checked: %s", e.node(), findings(e.result()));
      case ParticipantChecked e -> Saying.failed("%s was checked: %s", e.node(), findings(e.result()));
      case StageReached e when e.blocked() -> Saying.failed("%s is through %s, and something blocks", e.node(), e.stage());
      case StageReached e -> Saying.done("%s is through %s", e.node(), e.stage());
      case BarrierSeen e -> Saying.done("%s is still as %s left it", e.node(), e.stage());
      case WorkFoundInFlight e -> Saying.failed("Work of %s is in flight on the source after %s: %s", e.node(), e.stage(), e.found());
      case BackupProved e -> Saying.done("The backup of %s was restored into %s and counted: %s, %s, in %s", e.node(), e.proof().scratch(),
          counted(e.proof().tables(), "table"), e.proof().rows() + " rows", e.proof().took());
      case MoveLookedFor e when e.moved() -> Saying.done("The contracts of %s may have begun to move: %s", e.node(), e.found());
      case MoveLookedFor e -> Saying.done("The contracts of %s did not begin to move: %s", e.node(), e.found());
      case CheckDropped e -> Saying.done("The check %s does not block on %s any more", e.check(), e.node());
      case ParticipantSetAside e -> Saying.done("%s is left behind; what it was doing is given up", e.node());
    };
  }

  private static Saying arrival(Arrival event) {
    return switch (event) {
      case ParticipantEnrolled e -> Saying.done("%s takes part; closed by %s, backed up by %s", e.node(), e.closing(), e.backup());
      case LimitsSaved e -> Saying.done("The limits of %s are saved: %s", e.node(), limits(e.settings().limits()));
      case LimitsLowered e -> Saying.done("%s accepts no command of its own", e.node());
      case ClosingSeen e -> Saying.done("%s sees that ingress is closed", e.node());
      case DrainProved e -> Saying.done("Nothing of %s is in flight: domain time passed %s, and %s of work in flight showed none",
          e.node(), e.proof().passed(), counted(e.proof().samples().size(), "count"));
      case ContractsListed e -> Saying.done("The contracts of %s before the move: %s", e.node(), contracts(e.contracts()));
      case SourceLeft e -> Saying.done("%s has left the source and will not reconnect by itself", e.node());
      case BackupTaken e -> Saying.done("The database of %s is backed up: %s", e.node(), backup(e.backup()));
      case ContractsMoved e -> Saying.done("The contracts of %s are moved; the source is %s there", e.node(), e.proof().sourceStatus());
      case TargetJoined e -> Saying.done("%s has joined the target", e.node());
      case ContractsCompared e when e.before().listed() && e.after().listed() ->
          Saying.done("The contracts of %s are those of before: %s", e.node(), contracts(e.after()));
      case ContractsCompared e -> Saying.done("The contracts of %s were not compared: the plan names no ledger API", e.node());
      case LimitsEased e -> Saying.done("%s works under small limits: %s", e.node(), limits(e.limits()));
      case PingsAnswered e -> Saying.done("%s pinged %s, %d answered", e.node(), counted(e.pings().size(), "participant"),
          e.pings().stream().filter(PingResult::answered).count());
      case LimitsRestored e -> Saying.done("The limits of %s are restored: %s", e.node(), limits(e.limits()));
      case AutomaticConnectRestored e -> Saying.done("%s connects to its domain as it did before", e.node());
      case SourceRejoined e -> Saying.done("%s is back on the source", e.node());
      case WentBackToDrain e -> Saying.done("%s is back on the source, closed as before, to drain again", e.node());
      case ParticipantStopped e -> Saying.done("%s does not run: %s", e.node(), e.found());
      case DatabaseRestored e -> Saying.done("The database of %s is what its backup was", e.node());
      case ParticipantStarted e -> Saying.done("%s runs again, on the restored database", e.node());
      case FellBack e -> Saying.failed("%s is no longer as %s left it, and goes through it again: %s", e.node(), e.stage(), e.found());
    };
  }

  static String findings(CheckResult result) {
    if (result.findings().isEmpty()) return "nothing to note";
    return result.findings().stream().map(f -> f.severity() + " " + f.check() + ", " + f.problem().sentence())
        .reduce((a, b) -> a + "; " + b).orElseThrow();
  }

  static String backup(BackupProof proof) {
    return switch (proof.strategy()) {
      case PG_DUMP, TEMPLATE_COPY -> "%s by %s, %d bytes, %s, in %s".formatted(proof.location(), proof.strategy(), proof.bytes(),
          counted(proof.objects(), "object"), proof.took());
      case CONFIRM -> "somebody else took it and says so, " + proof.location();
    };
  }

  private static String contracts(ContractDigest digest) {
    return digest.listed() ? "%d, digest %s".formatted(digest.count(), digest.digest()) : "not listed, the plan names no ledger API";
  }

  private static String limits(ResourceLimits l) {
    return "dirty requests %s, rate %s, burst factor %s".formatted(limit(l.maxDirtyRequests()), limit(l.maxRate()), l.maxBurstFactor());
  }

  private static String limit(Optional<Integer> number) {
    return number.map(String::valueOf).orElse("without limit");
  }
}
