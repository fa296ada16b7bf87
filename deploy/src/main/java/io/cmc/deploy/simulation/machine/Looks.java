// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.controller.participant.Outlook.Seen;
import io.cmc.controller.participant.Outlook.SeenLine;
import io.cmc.controller.participant.SeenRates;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.id.NodeName;
import io.cmc.id.SynchronizerAlias;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Endpoint;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.ResourceLimits;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Nodes seen from outside, as {@code work.Looks} does it, but one after the other. Who does not answer was not seen. */
record Looks(Nodes nodes, MigrationPlan plan) {

  Map<NodeName, Seen> at(Collection<NodeName> participants) {
    var seen = new LinkedHashMap<NodeName, Seen>();
    participants.forEach(n -> at(n).ifPresent(s -> seen.put(n, s)));
    return seen;
  }

  private Optional<Seen> at(NodeName participant) {
    try {
      return Optional.of(look(nodes.participant(plan.participant(participant))));
    } catch (NodeTrouble notSeen) {
      return Optional.empty();
    }
  }

  private Seen look(ParticipantNode node) {
    var source = line(node, plan.source().alias());
    var limits = plan.closing() == ClosingStrategy.PARTICIPANT_LIMITS ? Optional.of(node.limits()) : Optional.<ResourceLimits>empty();
    var rate = plan.closing() == ClosingStrategy.DOMAIN_RATE && source.connected()
        ? node.domainParameters(plan.source().id()).maxRatePerParticipant() : Optional.<Integer>empty();
    return new Seen(source, line(node, plan.target().alias()), limits, rate);
  }

  private static SeenLine line(ParticipantNode node, SynchronizerAlias alias) {
    return node.configured().stream().filter(c -> c.alias().equals(alias)).findFirst()
        .map(c -> new SeenLine(true, c.connectsManually(), c.connected())).orElse(SeenLine.NONE);
  }

  SeenRates rates() {
    return new SeenRates(rate(plan.source().admin()), rate(plan.target().admin()));
  }

  private Optional<Integer> rate(Optional<Endpoint> admin) {
    try {
      return admin.flatMap(a -> nodes.domain(a).parameters().maxRatePerParticipant());
    } catch (NodeTrouble notSeen) {
      return Optional.empty();
    }
  }
}
