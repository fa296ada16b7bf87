// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.port.ParticipantNode.NodeFacts;
import io.cmc.journey.Assignment;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.proof.ContractDigest;
import io.cmc.proof.ResourceLimits;
import io.cmc.report.Report;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Whether one participant is fit to be migrated as the plan says, and whether there is a way back for it. Changes nothing. */
final class CheckParticipant implements Step<Assignment.CheckParticipant> {

  private final Nodes nodes;
  private final Vault vault;
  private final Together together;

  CheckParticipant(Nodes nodes, Vault vault, Together together) {
    this.nodes = nodes;
    this.vault = vault;
    this.together = together;
  }

  @Override public Class<Assignment.CheckParticipant> assignment() {
    return Assignment.CheckParticipant.class;
  }

  @Override public Sight look(Work<Assignment.CheckParticipant> work) {
    var checks = new Checks(work.assignment().binding());
    var participant = work.participant();
    try (var questions = together.questions()) {
      var ledger = participant.ledger().map(named -> questions.ask(() -> nodes.ledger(participant).contracts()));
      checkNode(work, questions, checks);
      checkLedger(ledger, checks);
    }
    checkBackup(work.plan(), participant, checks);
    new CheckSecrecy(nodes, work.now(), checks).of(participant);
    return new Sight.Done(new Report.ParticipantChecked(work.request(), checks.result(), work.now()));
  }

  private void checkNode(Work<Assignment.CheckParticipant> work, Questions questions, Checks checks) {
    var node = nodes.participant(work.participant());
    var facts = questions.ask(node::facts);
    var connections = Connections.asked(node, questions);
    var limits = questions.ask(node::limits);
    var reached = checks.ask(Check.PARTICIPANT_REACHABLE, facts);
    if (reached.isEmpty()) return;
    checkNode(work.plan(), work.participant(), reached.get(), checks);
    new CheckConnections(work.plan(), node, questions, checks).all(connections);
    checks.ask(Check.LIMITS_READABLE, limits).ifPresent(found -> checkLimits(work.plan(), found, checks));
  }

  private static void checkNode(MigrationPlan plan, ParticipantPlan participant, NodeFacts facts, Checks checks) {
    checks.fact("uid", facts.uid());
    checks.fact("release", facts.release());
    checks.require(Check.PARTICIPANT_UID, facts.uid().equals(participant.uid()), participant.uid().value(), facts.uid().value());
    checks.require(Check.PARTICIPANT_ACTIVE, facts.active(), "the active replica", "a passive one");
    checks.require(Check.TOPOLOGY_DELIVERED, facts.topologyPending() == 0, "empty topology queues",
        facts.topologyPending() + " entries waiting");
    checkRelease(plan, facts, checks);
  }

  private static void checkRelease(MigrationPlan plan, NodeFacts facts, Checks checks) {
    var release = Release.in(facts.release());
    checks.require(Check.RELEASE_KNOWN, release.isPresent(), "a release number", facts.release(),
        "Compare the release with docs/canton.md yourself.");
    release.ifPresent(known -> checks.findings().addAll(ReleaseAdvice.findings(known, plan.source().protocolVersion())));
    checkProtocolVersion(plan.target().protocolVersion(), facts.supportedVersions(), release, checks);
  }

  /** What the node tells, or what its release is known to speak. */
  private static void checkProtocolVersion(int target, Set<Integer> told, Optional<Release> release, Checks checks) {
    var versions = told.isEmpty() ? release.map(Release::protocolVersions).orElse(Set.of()) : told;
    checks.fact("protocol versions", versions.stream().sorted().toList());
    checks.require(Check.PROTOCOL_VERSIONS_TOLD, !versions.isEmpty(), "to learn which protocol versions the node speaks",
        "a release that does not tell", "Make sure that it speaks protocol version " + target + ".");
    checks.require(Check.PROTOCOL_VERSION_SUPPORTED, versions.isEmpty() || versions.contains(target),
        "protocol version " + target, versions.stream().sorted().toList().toString());
  }

  private static void checkLimits(MigrationPlan plan, ResourceLimits limits, Checks checks) {
    checks.fact("limits", Words.limits(limits));
    if (plan.closing() != ClosingStrategy.PARTICIPANT_LIMITS) return;
    checks.require(Check.LIMITS_SETTABLE, !OpenSource.looksLike(limits), "a participant whose limits can be set",
        Words.limits(limits) + ", which the open-source edition reports whatever happens; very likely it is one, and to be sure"
            + " the limits would have to be changed",
        "Make a new plan with the closing strategy DOMAIN_RATE or OUTSIDE. If it is an enterprise node that was set to these very"
            + " numbers, set one of them to another value and check again.");
    checks.require(Check.LIMITS_NOT_ZERO, aboveZero(limits), "limits above 0, or none",
        Words.limits(limits) + "; no ping could be answered after the move");
  }

  private static boolean aboveZero(ResourceLimits limits) {
    return !limits.maxDirtyRequests().equals(Optional.of(0)) && !limits.maxRate().equals(Optional.of(0));
  }

  private static void checkLedger(Optional<Supplier<ContractDigest>> ledger, Checks checks) {
    checks.require(Check.LEDGER_NAMED, ledger.isPresent(), "a ledger API in the plan", "none");
    ledger.flatMap(asked -> checks.ask(Check.LEDGER_REACHABLE, asked)).ifPresent(contracts -> checks.fact("contracts", contracts.count()));
  }

  private void checkBackup(MigrationPlan plan, ParticipantPlan participant, Checks checks) {
    var backup = new CheckBackup(vault, plan, participant.backup(), participant.database());
    backup.into(checks);
    backup.wayBack(checks);
  }
}
