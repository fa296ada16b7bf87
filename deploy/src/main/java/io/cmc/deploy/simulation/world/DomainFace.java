// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.controller.port.DomainNode;
import io.cmc.controller.port.ParticipantNode.DomainParameters;
import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.world.Client.Mishap;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerId;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A domain's admin API. */
record DomainFace(World world, ModelDomain domain, Client client) implements DomainNode {

  private static final long DEADLINE = 30_000;

  @Override public SynchronizerId id() {
    return read("id", () -> new SynchronizerId(domain.id));
  }

  @Override public List<NodeUid> connectedParticipants() {
    return read("connectedParticipants", () -> world.participants().stream().filter(p -> p.connectedTo(domain)).map(p -> p.uid).toList());
  }

  @Override public Set<NodeUid> knownParticipants() {
    return read("knownParticipants", () -> domain.known.stream().map(NodeUid::new).collect(Collectors.toSet()));
  }

  @Override public DomainParameters parameters() {
    return read("parameters", domain::parameters);
  }

  /** The manager's own store serialises changes: whatever is late is there before what comes after it. */
  @Override public void setMaxRatePerParticipant(int rate) {
    var sent = Sent.passed(world.agenda);
    var mishap = client.before(Effect.CHANGE, domain.shortName(), "setMaxRatePerParticipant");
    sent.mustBeFresh();
    client.travels(world.latency());
    if (!domain.up() || mishap == Mishap.NOT_SENT) throw Refusals.notSent(domain.shortName());
    world.tape.add(new Entry.Called(domain.shortName(), "setMaxRatePerParticipant", "" + rate, client.caller()));
    if (mishap == Mishap.NODE_DIES_BEFORE) throw dies();
    world.rate(domain, rate);
    if (mishap == Mishap.NODE_DIES_AFTER) throw dies();
    if (mishap != Mishap.NONE) {
      client.takes(DEADLINE);
      throw Refusals.noAnswer(Effect.CHANGE, domain.shortName());
    }
    client.after(Effect.CHANGE);
  }

  /** It is an open one: whoever came is written down. */
  @Override public Set<NodeUid> allowedParticipants() {
    return read("allowedParticipants", () -> domain.known.stream().map(NodeUid::new).collect(Collectors.toSet()));
  }

  private <T> T read(String method, Supplier<T> answer) {
    var mishap = client.before(Effect.READ, domain.shortName(), method);
    client.takes(world.latency());
    if (!domain.up() || mishap == Mishap.NOT_SENT) throw Refusals.notSent(domain.shortName());
    if (mishap != Mishap.NONE) throw Refusals.noAnswer(Effect.READ, domain.shortName());
    var read = answer.get();
    world.tape.add(new Entry.Looked(domain.shortName(), method));
    client.after(Effect.READ);
    return read;
  }

  private RuntimeException dies() {
    world.interrupt(domain, world.chance.between(1_000, 30_000));
    return Refusals.cutOff(Effect.CHANGE, domain.shortName());
  }
}
