// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.DomainEntrance;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.id.SynchronizerAlias;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The source's public API: no plan names it, but every participant is configured for it. */
public record SourceEntrance(Nodes nodes, SynchronizerAlias source, Optional<String> trustCollectionFile) {

  /** Where a participant reaches the source; empty when it does not know it. */
  public List<String> addresses(ParticipantNode participant) {
    return participant.configured().stream().filter(c -> c.alias().equals(source)).flatMap(c -> c.sequencers().stream()).toList();
  }

  /** What the first address that answers says. @throws NodeTrouble when none does */
  public DomainEntrance.Facts ask(Collection<String> addresses) {
    NodeTrouble last = null;
    for (var address : addresses) {
      try {
        return nodes.entrance(address, trustCollectionFile).facts();
      } catch (NodeTrouble trouble) {
        last = trouble;
      }
    }
    if (last != null) throw last;
    throw new NodeTrouble(NodeTrouble.Kind.PERMANENT, Problem.of(ProblemCode.SOURCE_UNKNOWN,
        "a participant that is configured for " + source, "none that answers"), null);
  }

  /** All addresses that these participants know, each once; those that do not answer know none. */
  public Set<String> addresses(List<ParticipantNode> participants, Together together) {
    var all = new LinkedHashSet<String>();
    together.ask(participants, this::addressesIfAny).forEach(all::addAll);
    return all;
  }

  private List<String> addressesIfAny(ParticipantNode participant) {
    try {
      return addresses(participant);
    } catch (NodeTrouble unreachable) {
      return List.of(); // its own check says so
    }
  }
}
