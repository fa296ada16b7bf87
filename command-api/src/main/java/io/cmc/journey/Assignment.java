// SPDX-License-Identifier: Apache-2.0
package io.cmc.journey;

import io.cmc.approval.Gate;
import io.cmc.id.NodeUid;
import io.cmc.id.NodeName;
import io.cmc.proof.BackupProof;
import io.cmc.proof.ContractDigest;
import io.cmc.proof.SavedRates;
import io.cmc.proof.SavedSettings;
import java.util.List;

/** A step together with the facts that it needs: who builds one shows that the facts are there. */
public sealed interface Assignment {

  StepName step();

  /** @param binding whether a blocking finding parks the step; otherwise it is only recorded */
  record CheckDomains(boolean binding) implements Assignment {
    @Override public StepName step() { return StepName.CHECK_DOMAINS; }
  }

  /** @param binding see {@link CheckDomains} */
  record CheckParticipant(boolean binding) implements Assignment {
    @Override public StepName step() { return StepName.CHECK_PARTICIPANT; }
  }

  record SaveSettings() implements Assignment {
    @Override public StepName step() { return StepName.SAVE_SETTINGS; }
  }

  record LowerLimits() implements Assignment {
    @Override public StepName step() { return StepName.LOWER_LIMITS; }
  }

  record SeeClosed() implements Assignment {
    @Override public StepName step() { return StepName.SEE_CLOSED; }
  }

  record SaveRates() implements Assignment {
    @Override public StepName step() { return StepName.SAVE_RATES; }
  }

  record LowerRates(SavedRates saved) implements Assignment {
    @Override public StepName step() { return StepName.LOWER_RATES; }
  }

  record ConfirmClosed() implements Assignment {
    @Override public StepName step() { return StepName.CONFIRM_CLOSED; }
  }

  record Drain() implements Assignment {
    @Override public StepName step() { return StepName.DRAIN; }
  }

  record ListContracts() implements Assignment {
    @Override public StepName step() { return StepName.LIST_CONTRACTS; }
  }

  record LeaveSource(SavedSettings saved) implements Assignment {
    @Override public StepName step() { return StepName.LEAVE_SOURCE; }
  }

  record BackUp() implements Assignment {
    @Override public StepName step() { return StepName.BACK_UP; }
  }

  record BackUpSource() implements Assignment {
    @Override public StepName step() { return StepName.BACK_UP_SOURCE; }
  }

  /** @param backup that is to be restored into a scratch database */
  record ProveBackup(BackupProof backup) implements Assignment {
    @Override public StepName step() { return StepName.PROVE_BACKUP; }
  }

  /** @param backup without a proved backup nothing is moved */
  record MoveContracts(BackupProof backup) implements Assignment {
    @Override public StepName step() { return StepName.MOVE_CONTRACTS; }
  }

  record JoinTarget(SavedSettings saved) implements Assignment {
    @Override public StepName step() { return StepName.JOIN_TARGET; }
  }

  record CompareContracts(ContractDigest before) implements Assignment {
    @Override public StepName step() { return StepName.COMPARE_CONTRACTS; }
  }

  record EaseLimits(SavedSettings saved) implements Assignment {
    @Override public StepName step() { return StepName.EASE_LIMITS; }
  }

  record EaseRate(SavedRates saved) implements Assignment {
    @Override public StepName step() { return StepName.EASE_RATE; }
  }

  record Ping(List<PingTarget> targets) implements Assignment {
    public Ping {
      targets = List.copyOf(targets);
    }

    @Override public StepName step() { return StepName.PING; }
  }

  record RestoreLimits(SavedSettings saved) implements Assignment {
    @Override public StepName step() { return StepName.RESTORE_LIMITS; }
  }

  record ConnectAutomatically(SavedSettings saved) implements Assignment {
    @Override public StepName step() { return StepName.CONNECT_AUTOMATICALLY; }
  }

  record RestoreTargetRate(SavedRates saved) implements Assignment {
    @Override public StepName step() { return StepName.RESTORE_TARGET_RATE; }
  }

  record ConfirmOpen() implements Assignment {
    @Override public StepName step() { return StepName.CONFIRM_OPEN; }
  }

  record RetireSource() implements Assignment {
    @Override public StepName step() { return StepName.RETIRE_SOURCE; }
  }

  /** @param intended whether a move was ever about to be made on this participant */
  record SeeUnmoved(boolean intended) implements Assignment {
    @Override public StepName step() { return StepName.SEE_UNMOVED; }
  }

  record StopParticipant() implements Assignment {
    @Override public StepName step() { return StepName.STOP_PARTICIPANT; }
  }

  /** @param backup what the database is to be again */
  record RestoreDatabase(BackupProof backup) implements Assignment {
    @Override public StepName step() { return StepName.RESTORE_DATABASE; }
  }

  record StartParticipant() implements Assignment {
    @Override public StepName step() { return StepName.START_PARTICIPANT; }
  }

  record RejoinSource(SavedSettings saved) implements Assignment {
    @Override public StepName step() { return StepName.REJOIN_SOURCE; }
  }

  record RestoreSourceRate(SavedRates saved) implements Assignment {
    @Override public StepName step() { return StepName.RESTORE_SOURCE_RATE; }
  }

  /** @param hooks that must say yes, in their order */
  record AskHooks(Gate gate, List<String> hooks) implements Assignment {
    public AskHooks {
      hooks = List.copyOf(hooks);
    }

    @Override public StepName step() { return StepName.ASK_HOOKS; }
  }

  /** Looks whether what {@code done} achieved still holds; reads only. */
  record LookAgain(Assignment done) implements Assignment {
    @Override public StepName step() { return StepName.LOOK_AGAIN; }
  }

  record PingTarget(NodeName name, NodeUid uid) {}
}
