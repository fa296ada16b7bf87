// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.controller.port.DomainEntrance;
import io.cmc.controller.port.DomainNode;
import io.cmc.controller.port.LedgerNode;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.Endpoint;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.TargetDomain;
import io.cmc.proof.ContractDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The port to the model's nodes for one client. */
public final class ModelNodes implements Nodes {

  private final World world;
  private final Client client;

  public ModelNodes(World world, Client client) {
    this.world = world;
    this.client = client;
  }

  @Override public ParticipantNode participant(ParticipantPlan participant) {
    return new ParticipantFace(world, world.participant(participant.name().value()), client);
  }

  @Override public ParticipantNode unknownParticipant(Endpoint admin) {
    return new ParticipantFace(world, world.participant(admin.host()), client);
  }

  @Override public LedgerNode ledger(ParticipantPlan participant) {
    var node = world.participant(participant.name().value());
    return new LedgerNode() {
      @Override public ContractDigest contracts() {
        return new Line(client, node).read("contracts", () -> digest(node));
      }

      @Override public Map<String, Long> contractsWith(Set<String> parties) {
        return Map.of();
      }
    };
  }

  private static ContractDigest digest(ModelParticipant node) {
    var ids = node.stored.contracts.keySet();
    var text = Integer.toHexString(ids.hashCode()) + "-" + Long.toHexString(ids.stream().mapToLong(c -> c.hashCode() * 0x9E3779B97F4A7C15L).sum());
    return new ContractDigest(true, ids.size(), text, List.of());
  }

  @Override public DomainNode domain(Endpoint admin) {
    var domain = world.administered(admin.host()).orElseThrow(() -> Refusals.notSent(admin.address()));
    return new DomainFace(world, domain, client);
  }

  @Override public DomainEntrance entrance(TargetDomain target) {
    return entrance(target.sequencers().getFirst(), target.trustCollectionFile());
  }

  @Override public DomainEntrance entrance(String url, Optional<String> trustCollectionFile) {
    var domain = world.at(url).orElseThrow(() -> Refusals.notSent(url));
    return () -> {
      client.before(Effect.READ, domain.shortName(), "facts");
      client.takes(world.latency());
      if (!domain.up()) throw Refusals.notSent(url);
      client.after(Effect.READ);
      return new DomainEntrance.Facts(new SynchronizerId(domain.id), domain.version, true, "");
    };
  }

  @Override public DomainEntrance entranceTrusting(String url, String certificates) {
    return entrance(url, Optional.empty());
  }

  @Override public Map<String, Instant> certificates(Endpoint endpoint) {
    return Map.of();
  }
}
