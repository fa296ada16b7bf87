// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.DomainEntrance;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.port.ParticipantNode.Configured;
import io.cmc.id.SynchronizerAlias;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The source's public API: no plan names it, but every participant is configured for it, with the certificates to trust there.
 *
 * @param trustCollectionFile what is trusted where a participant leaves that to its JVM, whose store nobody tells: as at the target, or else as our own JVM has it
 */
public record SourceEntrance(Nodes nodes, SynchronizerAlias source, Optional<String> trustCollectionFile) {

  /** @param trusted certificates (PEM) that a participant trusts there */
  public record Door(String address, Optional<String> trusted) {}

  /** Where a participant reaches the source; empty when it does not know it. */
  public List<Door> doors(List<Configured> configured) {
    return configured.stream().filter(c -> c.alias().equals(source)).flatMap(c -> c.sequencers().stream()
        .map(address -> new Door(address, Optional.ofNullable(c.trusted().get(address))))).toList();
  }

  /** All that these participants know, each once; those that do not answer know none. */
  Set<Door> doors(List<ParticipantNode> participants, Together together) {
    var all = new LinkedHashSet<Door>();
    together.ask(participants, this::doorsIfAny).forEach(all::addAll);
    return all;
  }

  private List<Door> doorsIfAny(ParticipantNode participant) {
    try {
      return doors(participant.configured());
    } catch (NodeTrouble unreachable) {
      return List.of(); // its own check says so
    }
  }

  /** What the first door that answers says. @throws NodeTrouble when none does */
  public DomainEntrance.Facts ask(Collection<Door> doors) {
    NodeTrouble last = null;
    for (var door : doors) {
      try {
        return facts(door);
      } catch (NodeTrouble trouble) {
        last = trouble;
      }
    }
    if (last != null) throw ofTheSource(last);
    throw new NodeTrouble(NodeTrouble.Kind.PERMANENT, Problem.of(ProblemCode.SOURCE_UNKNOWN,
        "a participant that is configured for " + source, "none that answers"), null);
  }

  private DomainEntrance.Facts facts(Door door) {
    if (door.trusted().isPresent()) return nodes.entranceTrusting(door.address(), door.trusted().get()).facts();
    try {
      return nodes.entrance(door.address(), trustCollectionFile).facts();
    } catch (NodeTrouble unknownThere) {
      if (trustCollectionFile.isEmpty()) throw unknownThere;
      return nodes.entrance(door.address(), Optional.empty()).facts();
    }
  }

  /** Whatever has a public API passes for the target there. */
  private static NodeTrouble ofTheSource(NodeTrouble trouble) {
    var problem = trouble.problem();
    if (problem.code() != ProblemCode.TARGET_UNREACHABLE) return trouble;
    return new NodeTrouble(trouble.kind(), Problem.of(ProblemCode.NODE_UNREACHABLE, problem.expected(), problem.found()), trouble);
  }

  /** A target in the other mode would only be found out in the middle of the move. */
  public static Problem keysNotCompared() {
    return new Problem(ProblemCode.NODE_UNREACHABLE, "the mode of unique contract keys of the source, to compare with the target's",
        "no answer from the source's public API", "Let this service reach the source's public API, by the addresses and certificates that the participants have for it. Or"
        + " compare unique-contract-keys in the configurations of both domains by hand, and waive this check; the plan must allow that.");
  }
}
