// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import io.cmc.access.Role;
import io.cmc.approval.Gate;
import io.cmc.approval.Scope;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.journey.Phase;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.Endpoint;
import io.cmc.plan.GateHooks;
import io.cmc.plan.Pace;
import io.cmc.plan.Verification;
import io.cmc.plan.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A plan as somebody wrote it: what is empty is to be found out by looking at the nodes, what is there is to be found true.
 * Everything else means what it means in {@link io.cmc.plan.MigrationPlan}.
 */
public record DraftPlan(MigrationId migration, Source source, Target target, List<Participant> participants,
    Optional<ClosingStrategy> closing, Verification verification, Set<Phase> holdBefore, Pace pace, Duration soak,
    Optional<String> backupFolder, boolean keepSource, Terms terms) {

  public DraftPlan {
    participants = List.copyOf(participants);
    holdBefore = Set.copyOf(holdBefore);
  }

  /**
   * @param proveBackups empty: where the service takes backups
   * @param approvals empty: as the service's policy has it
   * @param hooks that are named; those of the service are asked in any case
   */
  public record Terms(Optional<Window> window, Set<String> waivable, Optional<Boolean> proveBackups, Optional<Approvals> approvals,
      GateHooks hooks) {
    public static final Terms OPEN = new Terms(Optional.empty(), Set.of(), Optional.empty());

    /** Without a word about approvals. */
    public Terms(Optional<Window> window, Set<String> waivable, Optional<Boolean> proveBackups) {
      this(window, waivable, proveBackups, Optional.empty(), GateHooks.NONE);
    }

    public Terms {
      waivable = Set.copyOf(waivable);
    }
  }

  /** What is empty is as the service's policy has it. */
  public record Approvals(List<GateRule> gates, Optional<Boolean> signOff, Optional<Boolean> twoPeople, Optional<Duration> breakGlass) {
    public Approvals {
      gates = List.copyOf(gates);
    }
  }

  /** @param goodFor empty: as the policy has it */
  public record GateRule(Gate gate, int count, Role role, Scope scope, Optional<Duration> goodFor) {}

  public record Source(SynchronizerAlias alias, Optional<SynchronizerId> id, Optional<Integer> protocolVersion, Optional<Endpoint> admin,
      Optional<Database> database, Optional<BackupStrategy> backup) {}

  public record Target(Optional<SynchronizerAlias> alias, Optional<SynchronizerId> id, Optional<Integer> protocolVersion,
      List<String> sequencers, Optional<String> trustCollectionFile, Optional<Endpoint> admin) {

    public Target {
      sequencers = List.copyOf(sequencers);
    }
  }

  public record Participant(NodeName name, Optional<NodeUid> uid, String team, Endpoint admin, Optional<Endpoint> ledger,
      Optional<Database> database, Optional<BackupStrategy> backup) {}
}
