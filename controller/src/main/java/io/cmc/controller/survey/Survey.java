// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import io.cmc.approval.Policy;
import io.cmc.controller.port.Backups;
import io.cmc.controller.port.DomainEntrance.Facts;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.step.Together;
import io.cmc.id.SynchronizerAlias;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.SourceDomain;
import io.cmc.plan.TargetDomain;
import io.cmc.rejection.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a plan of a draft by looking at the nodes, and changes nothing on them. May be repeated at will; blocks. */
public final class Survey {

  private static final int AT_ONCE = 32;
  private static final int OF_ONE_NODE = 4;

  private final Nodes nodes;
  private final Map<BackupStrategy, Backups> backups;
  private final Policy policy;
  private final HookOffer hooks;
  private final Together together = new Together(AT_ONCE);
  private final Together ofOneNode = new Together(OF_ONE_NODE);

  public Survey(Nodes nodes, Map<BackupStrategy, Backups> backups) {
    this(nodes, backups, Policy.NONE, HookOffer.NONE);
  }

  /**
   * @param policy below which no plan is kept
   * @param hooks that may be asked
   */
  public Survey(Nodes nodes, Map<BackupStrategy, Backups> backups, Policy policy, HookOffer hooks) {
    this.nodes = nodes;
    this.backups = Map.copyOf(backups);
    this.policy = policy;
    this.hooks = hooks;
  }

  /** The resolved plan, or what keeps it from being resolved. Trouble with a node is a finding and is not thrown. */
  public Surveyed resolve(DraftPlan draft) {
    var findings = new Findings();
    Duplicates.inDraft(draft, findings);
    TermsChoice.inDraft(draft.terms(), findings);
    HooksChoice.inDraft(draft.terms().hooks(), hooks, findings);
    if (findings.blocked()) return Surveyed.blocked(findings.list());
    var participants = look(draft, findings);
    Duplicates.amongNodes(participants, findings);
    var plan = resolve(draft, participants, findings);
    return new Surveyed(plan.filter(resolved -> !findings.blocked()), findings.list());
  }

  private List<ParticipantView> look(DraftPlan draft, Findings findings) {
    return together.ask(draft.participants(), one -> look(one, findings)).stream().flatMap(Optional::stream).toList();
  }

  private Optional<ParticipantView> look(DraftPlan.Participant draft, Findings findings) {
    var who = draft.name() + " at " + draft.admin().address();
    var view = findings.ask("participant-reachable", who, () -> ParticipantView.of(draft, nodes.unknownParticipant(draft.admin()), ofOneNode));
    view.ifPresent(found -> draft.uid().filter(uid -> !uid.equals(found.uid())).ifPresent(uid ->
        findings.block("participant-uid", ProblemCode.WRONG_NODE, uid + " as " + who, found.uid().value())));
    return view;
  }

  private Optional<MigrationPlan> resolve(DraftPlan draft, List<ParticipantView> participants, Findings findings) {
    var domains = new DomainViews(nodes, draft, participants, findings);
    var target = domains.target();
    var sourceId = domains.sourceId();
    var sourceVersion = domains.sourceProtocolVersion(target);
    var alias = target.flatMap(to -> new AliasChoice(draft, participants, together, findings).forTarget(to.id()));
    if (alias.isEmpty() || sourceId.isEmpty() || sourceVersion.isEmpty()) return Optional.empty();
    var source = new SourceDomain(draft.source().alias(), sourceId.get(), sourceVersion.get(), draft.source().admin(),
        draft.source().database(), draft.source().backup().orElse(BackupStrategy.CONFIRM));
    compare(source, target.get(), findings);
    var closing = new ClosingChoice(draft, participants, findings).resolve(source.protocolVersion());
    return Optional.of(TermsChoice.resolve(draft.terms(), withBackups(draft, participants,
        assembled(draft, source, target(draft, alias.get(), target.get()), participants, closing), findings), policy, hooks));
  }

  private static void compare(SourceDomain source, Facts target, Findings findings) {
    if (source.id().equals(target.id())) {
      findings.block("domains-differ", ProblemCode.SAME_DOMAIN, "two domains", target.id() + " twice");
    } else if (target.protocolVersion() <= source.protocolVersion()) {
      findings.block("protocol-version-higher", ProblemCode.PROTOCOL_VERSION_NOT_HIGHER,
          "a target above protocol version " + source.protocolVersion(), "protocol version " + target.protocolVersion());
    }
  }

  private static TargetDomain target(DraftPlan draft, SynchronizerAlias alias, Facts found) {
    var target = draft.target();
    return new TargetDomain(alias, found.id(), found.protocolVersion(), target.sequencers(), target.trustCollectionFile(), target.admin());
  }

  private static MigrationPlan assembled(DraftPlan draft, SourceDomain source, TargetDomain target, List<ParticipantView> participants,
      ClosingStrategy closing) {
    var all = participants.stream().map(p -> p.plan(p.draft().backup().orElse(BackupStrategy.CONFIRM))).toList();
    return new MigrationPlan(draft.migration(), source, target, all, closing, draft.verification(), draft.holdBefore(), draft.pace(),
        draft.soak(), draft.backupFolder(), draft.keepSource());
  }

  private MigrationPlan withBackups(DraftPlan draft, List<ParticipantView> participants, MigrationPlan plan, Findings findings) {
    var choice = new BackupChoice(backups, findings);
    var all = together.ask(participants, p -> p.plan(choice.resolve(plan, p.draft().name().value(), p.draft().database(), p.draft().backup())));
    return with(plan, withBackup(draft, plan, choice), all);
  }

  /** The source's database is backed up only where it is named. */
  private static SourceDomain withBackup(DraftPlan draft, MigrationPlan plan, BackupChoice choice) {
    var source = plan.source();
    if (source.database().isEmpty()) return source;
    var backup = choice.resolve(plan, "the source", source.database(), draft.source().backup());
    return new SourceDomain(source.alias(), source.id(), source.protocolVersion(), source.admin(), source.database(), backup);
  }

  private static MigrationPlan with(MigrationPlan plan, SourceDomain source, List<ParticipantPlan> participants) {
    return new MigrationPlan(plan.migration(), source, plan.target(), participants, plan.closing(), plan.verification(),
        plan.holdBefore(), plan.pace(), plan.soak(), plan.backupFolder(), plan.keepSource());
  }
}
