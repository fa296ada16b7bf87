// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode.Connected;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.step.Together;
import io.cmc.id.NodeName;
import io.cmc.id.SynchronizerAlias;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.rejection.OrderRejected;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What leaving a participant behind cuts off, by looking at the nodes. Changes nothing; may be repeated at will; blocks. */
public final class ExclusionSurvey implements ExclusionPreview {

  private static final int AT_ONCE = 32;

  private final Nodes nodes;
  private final Together together = new Together(AT_ONCE);

  public ExclusionSurvey(Nodes nodes) {
    this.nodes = nodes;
  }

  private record Parties(Set<String> names, boolean reachable) {}

  /** @param counts by party; absent: could not be counted */
  private record Held(NodeName by, Optional<Map<String, Long>> counts) {}

  /** @throws OrderRejected when neither the participant nor any other can say which parties are its own */
  @Override public Preview preview(MigrationPlan plan, NodeName node) {
    var excluded = plan.participant(node);
    var others = plan.participants().stream().filter(p -> !p.name().equals(node)).toList();
    var parties = parties(plan, excluded, others);
    var held = together.ask(others, other -> held(other, parties.names()));
    var cutOff = parties.names().stream().sorted().map(party -> cutOff(party, held)).toList();
    var open = parties.reachable() && mayTrade(plan, excluded, plan.source().alias());
    return new Preview(node, parties.reachable(), open, cutOff, digest(node, cutOff), warnings(plan, excluded, parties, open, held));
  }

  private Parties parties(MigrationPlan plan, ParticipantPlan excluded, List<ParticipantPlan> others) {
    var source = plan.source().id();
    try {
      return new Parties(nodes.participant(excluded).parties(source), true);
    } catch (NodeTrouble trouble) {
      for (var other : others) {
        var known = known(other, p -> p.partiesOf(excluded.uid(), source));
        if (known.isPresent()) return new Parties(known.get(), false);
      }
      throw new OrderRejected(trouble.problem());
    }
  }

  private <T> Optional<T> known(ParticipantPlan participant, Function<ParticipantNode, T> question) {
    try {
      return Optional.of(question.apply(nodes.participant(participant)));
    } catch (NodeTrouble trouble) {
      return Optional.empty();
    }
  }

  private Held held(ParticipantPlan other, Set<String> parties) {
    if (other.ledger().isEmpty()) return new Held(other.name(), Optional.empty());
    try {
      return new Held(other.name(), Optional.of(nodes.ledger(other).contractsWith(parties)));
    } catch (NodeTrouble trouble) {
      return new Held(other.name(), Optional.empty());
    }
  }

  private static CutOff cutOff(String party, List<Held> held) {
    var counts = new TreeMap<NodeName, Long>();
    held.forEach(h -> h.counts().map(c -> c.getOrDefault(party, 0L)).filter(n -> n > 0).ifPresent(n -> counts.put(h.by(), n)));
    return new CutOff(party, counts.values().stream().mapToLong(Long::longValue).sum(), List.copyOf(counts.keySet()));
  }

  private static List<String> warnings(MigrationPlan plan, ParticipantPlan excluded, Parties parties, boolean open, List<Held> held) {
    var warnings = new ArrayList<String>();
    var source = plan.source().alias();
    if (!parties.reachable()) warnings.add(excluded.name() + " does not answer: its parties are as another participant knows them, and whether "
        + "its users can trade during the window cannot be told");
    if (open) warnings.add(excluded.name() + " is connected to " + source + " and not closed: its users can still trade, so it cannot be excluded yet");
    var uncounted = held.stream().filter(h -> h.counts().isEmpty()).map(Held::by).toList();
    if (!uncounted.isEmpty()) warnings.add("what " + uncounted + " hold could not be counted (no ledger API in the plan, or no answer)");
    warnings.add(source + " must be kept: " + excluded.name() + " stays on it"
        + (plan.keepSource() ? "" : "; this plan means to retire it, which is refused as long as " + excluded.name() + " is there"));
    return List.copyOf(warnings);
  }

  /** When it does not say so, it is taken to be open. */
  private boolean mayTrade(MigrationPlan plan, ParticipantPlan excluded, SynchronizerAlias source) {
    var connected = known(excluded, ParticipantNode::connected).map(all -> all.stream().map(Connected::alias).anyMatch(source::equals)).orElse(true);
    return connected && !known(excluded, node -> closed(plan, node)).orElse(false);
  }

  private static boolean closed(MigrationPlan plan, ParticipantNode node) {
    return switch (plan.closing()) {
      case PARTICIPANT_LIMITS -> node.limits().closed();
      case DOMAIN_RATE -> node.domainParameters(plan.source().id()).maxRatePerParticipant().equals(Optional.of(0));
      case OUTSIDE -> false;
    };
  }

  private static String digest(NodeName node, List<CutOff> cutOff) {
    var lines = cutOff.stream().map(c -> c.party() + " " + c.sharedWith()).sorted().toList();
    try {
      var sha = MessageDigest.getInstance("SHA-256").digest((node + "\n" + String.join("\n", lines)).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
