// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.DomainNode;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode.DomainParameters;
import io.cmc.id.Id;
import io.cmc.id.NodeUid;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the domains' own admin APIs tell, where the plan names them. */
record CheckDomainAdmins(Nodes nodes, MigrationPlan plan, Checks checks) {

  /** An open domain names whoever came once, as in a rehearsal. */
  private static final String LET_IN =
      "On an open domain: nothing. On a permissioned one let its manager allow every participant now; else each move stops half-way.";

  void all() {
    var source = plan.source().admin().map(nodes::domain);
    var target = plan.target().admin().map(nodes::domain);
    checks.require(Check.SOURCE_ADMIN_NAMED, source.isPresent(), "the source's admin API in the plan, to see who else is there", "none",
        "Name it, or make sure yourself that the plan names every participant of the source.");
    source.ifPresent(this::checkSource);
    target.ifPresent(this::checkTarget);
    if (plan.closing() == ClosingStrategy.DOMAIN_RATE) checkRates(source, target);
  }

  private void checkSource(DomainNode source) {
    checks.ask(Check.SOURCE_ADMIN_REACHABLE, source::id).ifPresent(id ->
        checks.require(Check.SOURCE_ADMIN_IS_SOURCE, id.equals(plan.source().id()), plan.source().id().value(), id.value()));
    checks.ask(Check.NO_STRANGERS_CONNECTED, source::connectedParticipants).ifPresent(connected -> {
      checks.fact("connected to source", connected.size());
      var strangers = strangers(connected);
      checks.require(Check.NO_STRANGERS_CONNECTED, strangers.isEmpty(), "the plan's participants only", "also " + strangers);
    });
    checks.ask(Check.NO_STRANGERS_KNOWN, source::knownParticipants).ifPresent(known -> {
      var strangers = strangers(known);
      checks.require(Check.NO_STRANGERS_KNOWN, strangers.isEmpty(), "the plan's participants only in the source's topology",
          "also " + strangers);
    });
  }

  private void checkTarget(DomainNode target) {
    var id = checks.ask(Check.TARGET_ADMIN_REACHABLE, target::id);
    if (id.isEmpty()) return;
    checks.require(Check.TARGET_ADMIN_IS_TARGET, id.get().equals(plan.target().id()), plan.target().id().value(), id.get().value());
    checks.ask(Check.TARGET_LETS_ALL_IN, target::allowedParticipants).ifPresent(this::checkAllowed);
  }

  /** A move to a target that does not let its participant in stops half-way. Nothing tells an open domain from one that lets in nobody yet. */
  private void checkAllowed(Set<NodeUid> allowed) {
    var outside = plan.participants().stream().filter(p -> !allowed.contains(p.uid())).map(ParticipantPlan::name).toList();
    var nobody = outside.size() == plan.participants().size();
    checks.require(Check.TARGET_LETS_ALL_IN, nobody || outside.isEmpty(), "a target whose manager lets in every participant",
        "it lets some in, and not " + outside, LET_IN);
    checks.require(Check.TARGET_LETS_SOME_IN, !nobody, "participants of the plan among those that the target's manager lets in",
        "none: it may be an open domain, where nobody is named before he comes", LET_IN);
  }

  private void checkRates(Optional<DomainNode> source, Optional<DomainNode> target) {
    var rates = List.of(rate(Check.SOURCE_RATE_SETTABLE, source), rate(Check.TARGET_RATE_SETTABLE, target));
    checks.require(Check.RATES_NOT_ZERO, rates.stream().flatMap(Optional::stream).noneMatch(rate -> rate == 0), "rates above 0",
        "a rate of 0 on source or target before anything was changed; it would be restored as 0");
  }

  private Optional<Integer> rate(Check check, Optional<DomainNode> domain) {
    checks.require(check, domain.isPresent(), "the domain's admin API in the plan", "none");
    var rate = domain.flatMap(node -> checks.ask(check, node::parameters)).map(DomainParameters::maxRatePerParticipant);
    rate.ifPresent(found -> checks.require(check, found.isPresent(), "a rate for each participant", "none, as before protocol version 4"));
    rate.flatMap(found -> found).ifPresent(found -> checks.fact(check.title(), "now " + found));
    return rate.flatMap(found -> found);
  }

  /** Who was excluded stays on the source and is known. */
  private List<String> strangers(Collection<NodeUid> all) {
    var ours = Stream.concat(plan.participants().stream(), plan.aside().stream()).map(ParticipantPlan::uid).collect(Collectors.toSet());
    return all.stream().filter(uid -> !ours.contains(uid)).map(Id::value).sorted().toList();
  }
}
