// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.approval.Gate;
import io.cmc.id.NodeName;
import io.cmc.id.SynchronizerAlias;
import io.cmc.journey.Assignment;
import io.cmc.journey.Assignment.PingTarget;
import io.cmc.plan.BackupStrategy;
import io.cmc.proof.BackupProof;
import io.cmc.proof.ContractDigest;
import io.cmc.proof.ResourceLimits;
import io.cmc.proof.SavedRates;
import io.cmc.proof.SavedSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One assignment of each kind. */
final class Samples {

  static final ResourceLimits LIMITS = new ResourceLimits(Optional.of(200), Optional.empty(), 0.7);
  static final SavedSettings SAVED = new SavedSettings(LIMITS, false, List.of());
  static final SavedRates RATES = new SavedRates(1_000_000, 500_000);
  static final BackupProof PROOF =
      new BackupProof(BackupStrategy.PG_DUMP, "/dumps/a", 10, "ab", Duration.ofSeconds(1), Instant.EPOCH, 7);

  private Samples() {}

  static List<Assignment> all(FakeNetwork network) {
    return List.of(new Assignment.CheckDomains(true), new Assignment.CheckParticipant(true), new Assignment.SaveSettings(),
        new Assignment.LowerLimits(), new Assignment.SeeClosed(), new Assignment.SaveRates(), new Assignment.LowerRates(RATES),
        new Assignment.ConfirmClosed(), new Assignment.Drain(), new Assignment.ListContracts(), new Assignment.LeaveSource(SAVED),
        new Assignment.BackUp(), new Assignment.BackUpSource(), new Assignment.MoveContracts(PROOF), new Assignment.JoinTarget(SAVED),
        new Assignment.CompareContracts(ContractDigest.notListed()), new Assignment.EaseLimits(SAVED), new Assignment.EaseRate(RATES),
        ping(network, "B", "C"), new Assignment.RestoreLimits(SAVED), new Assignment.ConnectAutomatically(SAVED),
        new Assignment.RestoreTargetRate(RATES), new Assignment.ConfirmOpen(), new Assignment.RetireSource(),
        new Assignment.RejoinSource(SAVED), new Assignment.RestoreSourceRate(RATES), new Assignment.LookAgain(new Assignment.BackUp()),
        new Assignment.ProveBackup(PROOF), new Assignment.SeeUnmoved(true), new Assignment.StopParticipant(),
        new Assignment.RestoreDatabase(PROOF), new Assignment.StartParticipant(), new Assignment.AskHooks(Gate.PNR_1, List.of("changes")));
  }

  static Assignment.Ping ping(FakeNetwork network, String... others) {
    return new Assignment.Ping(List.of(others).stream().map(name -> new PingTarget(new NodeName(name), network.uid(name))).toList());
  }

  static SavedSettings saved(ResourceLimits limits, boolean manually, String... others) {
    return new SavedSettings(limits, manually, List.of(others).stream().map(SynchronizerAlias::new).toList());
  }
}
