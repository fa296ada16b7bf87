// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Attendant;
import io.cmc.controller.port.Backups;
import io.cmc.controller.port.Gatekeeper;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ParticipantPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All steps, one for each kind of assignment. Safe for many threads; a step is the same object for as long as this lives. */
public final class Steps {

  /** Of one node in one step; of many, as many as the plan lets be worked on. */
  private static final int AT_ONCE = 4;

  private final Nodes nodes;
  private final Together together;
  private final Map<Class<? extends Assignment>, Step<?>> byAssignment;

  /** @param backups by strategy */
  public Steps(Nodes nodes, Map<BackupStrategy, Backups> backups, Attendant attendant, Gatekeeper hooks) {
    this(nodes, backups, attendant, hooks, new Together(AT_ONCE));
  }

  /** Without hooks at the gates. */
  public Steps(Nodes nodes, Map<BackupStrategy, Backups> backups, Attendant attendant) {
    this(nodes, backups, attendant, Gatekeeper.NOBODY);
  }

  /** Participants are stopped and started by people. */
  public Steps(Nodes nodes, Map<BackupStrategy, Backups> backups, Together together) {
    this(nodes, backups, Attendant.NOBODY, Gatekeeper.NOBODY, together);
  }

  /** @param together how much one step may ask of one node at once */
  public Steps(Nodes nodes, Map<BackupStrategy, Backups> backups, Attendant attendant, Gatekeeper hooks, Together together) {
    this.nodes = nodes;
    this.together = together;
    this.byAssignment = Stream.concat(all(nodes, new Vault(backups), attendant, together).stream(), Stream.of(new AskHooks(hooks)))
        .collect(Collectors.toUnmodifiableMap(Step::assignment, Function.identity()));
  }

  /** For what is done beside the steps, for many participants: one at a time where steps ask one thing at a time. */
  public Together sideBySide(int most) {
    return together.upTo(most);
  }

  /** Whether the node says nothing just now; asked when a look at it takes long, and a place from others. */
  public boolean isSilent(ParticipantPlan participant, Duration patience) {
    try {
      return nodes.participant(participant).isSilent(patience);
    } catch (NodeTrouble theLookTells) {
      return false;
    }
  }

  /** Whether one of the node's APIs answered anything in so long a time until now, a part of a long answer too; nobody is asked for that. */
  public boolean hasAnswered(ParticipantPlan participant, Duration time) {
    return nodes.participant(participant).hasAnswered(time) || participant.ledger().isPresent() && nodes.ledger(participant).hasAnswered(time);
  }

  /** The step for an assignment. */
  @SuppressWarnings("unchecked") // filed under the class that the step itself names
  public <A extends Assignment> Step<A> of(A assignment) {
    return (Step<A>) byAssignment.get(assignment.getClass());
  }

  private List<Step<?>> all(Nodes nodes, Vault vault, Attendant attendant, Together together) {
    return List.of(
        new CheckDomains(nodes, vault, together), new CheckParticipant(nodes, vault, together),
        new SaveSettings(nodes, together), new LowerLimits(nodes), new SeeClosed(nodes),
        new SaveRates(nodes), new LowerRates(nodes), new ConfirmClosed(),
        new Drain(nodes, together), new ListContracts(nodes), new LeaveSource(nodes, together),
        new BackUp(nodes, vault, together), new BackUpSource(vault),
        new MoveContracts(nodes, together), new JoinTarget(nodes, together),
        new CompareContracts(nodes), new EaseLimits(nodes), new EaseRate(nodes), new Ping(nodes, together),
        new RestoreLimits(nodes), new ConnectAutomatically(nodes, together), new RestoreTargetRate(nodes), new ConfirmOpen(),
        new RetireSource(nodes, together), new RejoinSource(nodes, together), new RestoreSourceRate(nodes),
        new ProveBackup(vault), new SeeUnmoved(nodes, together),
        new StopParticipant(nodes, vault, attendant), new RestoreDatabase(nodes, vault), new StartParticipant(nodes, attendant, together),
        new LookAgain(this));
  }
}
