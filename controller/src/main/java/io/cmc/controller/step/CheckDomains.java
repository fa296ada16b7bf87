// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.DomainEntrance;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether source and target are what the plan says, and whether one can follow the other. Changes nothing. */
final class CheckDomains implements Step<Assignment.CheckDomains> {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final String SINCE = "source-silent-since";
  private static final String SILENT = "waits for the source's public API, to compare unique contract keys with the target's";

  private final Nodes nodes;
  private final Vault vault;
  private final Together together;

  CheckDomains(Nodes nodes, Vault vault, Together together) {
    this.nodes = nodes;
    this.vault = vault;
    this.together = together;
  }

  @Override public Class<Assignment.CheckDomains> assignment() {
    return Assignment.CheckDomains.class;
  }

  @Override public Sight look(Work<Assignment.CheckDomains> work) {
    var plan = work.plan();
    var checks = new Checks(work.assignment().binding());
    var source = source(plan, checks);
    if (source.isEmpty() && mayStillAnswer(work)) return new Sight.Wait(SILENT, AGAIN, work.notes().with(SINCE, since(work).toString()));
    var target = target(plan, checks);
    compare(plan, source, target, checks);
    new CheckDomainAdmins(nodes, plan, checks).all();
    if (plan.source().database().isPresent() || plan.source().backup() != BackupStrategy.CONFIRM) {
      new CheckBackup(vault, plan, plan.source().backup(), plan.source().database()).into(checks);
    }
    new CheckSecrecy(nodes, work.now(), checks).ofDomains(plan);
    return new Sight.Done(new Report.DomainsChecked(work.request(), checks.result(), work.now()));
  }

  /** Without its answer a person is asked, which is not for a moment's silence. */
  private static boolean mayStillAnswer(Work<Assignment.CheckDomains> work) {
    return work.assignment().binding() && work.now().isBefore(since(work).plus(PATIENCE));
  }

  private static Instant since(Work<?> work) {
    return work.notes().get(SINCE).map(Instant::parse).orElse(work.now());
  }

  private Optional<DomainEntrance.Facts> source(MigrationPlan plan, Checks checks) {
    var entrance = new SourceEntrance(nodes, plan.source().alias(), plan.target().trustCollectionFile());
    var participants = plan.participants().stream().map(nodes::participant).toList();
    var facts = checks.ask(Check.SOURCE_ENTRANCE_ANSWERS, () -> entrance.ask(entrance.doors(participants, together.upTo(plan.pace().parallel()))));
    facts.ifPresent(found -> {
      checks.fact("source", found.id() + ", protocol version " + found.protocolVersion());
      checks.require(Check.SOURCE_ENTRANCE_IS_SOURCE, found.id().equals(plan.source().id()), plan.source().id().value(), found.id().value());
      checks.require(Check.SOURCE_PROTOCOL_VERSION, found.protocolVersion() == plan.source().protocolVersion(),
          "protocol version " + plan.source().protocolVersion() + " of the source, as in the plan", "" + found.protocolVersion());
    });
    return facts;
  }

  private Optional<DomainEntrance.Facts> target(MigrationPlan plan, Checks checks) {
    var target = plan.target();
    var facts = checks.ask(Check.TARGET_REACHABLE, () -> ask(nodes.entrance(target), target.sequencers().toString()));
    facts.ifPresent(found -> {
      checks.fact("target", found.id() + ", protocol version " + found.protocolVersion());
      checks.require(Check.TARGET_ID_AS_PLANNED, found.id().equals(target.id()), target.id().value(), found.id().value());
      checks.require(Check.TARGET_PROTOCOL_VERSION, found.protocolVersion() == target.protocolVersion(),
          "protocol version " + target.protocolVersion() + " of the target, as in the plan", "" + found.protocolVersion());
      checks.require(Check.NO_SERVICE_AGREEMENT, found.agreement().isEmpty(), "no service agreement", found.agreement());
    });
    return facts;
  }

  /** Canton compares neither: it would move contracts to a lower version as well (docs/canton.md). */
  private static void compare(MigrationPlan plan, Optional<DomainEntrance.Facts> source, Optional<DomainEntrance.Facts> target, Checks checks) {
    var from = source.map(DomainEntrance.Facts::protocolVersion).orElse(plan.source().protocolVersion());
    var to = target.map(DomainEntrance.Facts::protocolVersion).orElse(plan.target().protocolVersion());
    checks.require(Check.PROTOCOL_VERSION_HIGHER, to > from, "a target above protocol version " + from, "protocol version " + to);
    checks.require(Check.DOMAINS_DIFFER, !plan.source().id().equals(plan.target().id()), "two domains", plan.target().id() + " twice");
    if (target.isEmpty()) return;
    var unknown = SourceEntrance.keysNotCompared();
    checks.require(Check.UNIQUE_KEYS_COMPARED, source.isPresent(), unknown.expected(), unknown.found(), unknown.remedy());
    if (source.isEmpty()) return;
    checks.require(Check.UNIQUE_KEYS_AGREE, source.get().uniqueContractKeys() == target.get().uniqueContractKeys(),
        "unique contract keys " + source.get().uniqueContractKeys() + " as on the source", "" + target.get().uniqueContractKeys());
  }

  /** Whatever keeps the target from answering: it is the target that does not. */
  private static DomainEntrance.Facts ask(DomainEntrance target, String addresses) {
    try {
      return target.facts();
    } catch (NodeTrouble trouble) {
      if (trouble.problem().code() != ProblemCode.NODE_UNREACHABLE) throw trouble;
      var problem = Problem.of(ProblemCode.TARGET_UNREACHABLE, "an answer at " + addresses, trouble.problem().found());
      throw new NodeTrouble(trouble.kind(), problem, trouble);
    }
  }
}
