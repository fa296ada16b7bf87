// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.deploy.simulation.time.Agenda;
import io.cmc.deploy.simulation.time.Chance;
import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Entry.Change;
import io.cmc.deploy.simulation.time.Tape;
import io.cmc.id.NodeUid;
import io.cmc.proof.ResourceLimits;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The network: participants, domains, the traffic between them, and the truth about all contracts. */
public final class World {

  final Agenda agenda;
  final Chance chance;
  final Tape tape;
  public final Traffic traffic;
  public final Snapshots snapshots;
  private final Map<String, ModelParticipant> participants = new LinkedHashMap<>();
  private final Map<String, ModelDomain> domains = new LinkedHashMap<>();
  private boolean hooks;

  public World(Agenda agenda, Chance chance, Tape tape) {
    this.agenda = agenda;
    this.chance = chance;
    this.tape = tape;
    this.traffic = new Traffic(this);
    this.snapshots = new Snapshots(this);
  }

  /** Whether participants are stopped and started by hooks; else people do it. */
  public boolean hooks() {
    return hooks;
  }

  public void hooks(boolean there) {
    hooks = there;
  }

  public ModelDomain add(ModelDomain domain) {
    domains.put(domain.id, domain);
    return domain;
  }

  public ModelParticipant add(String name, NodeUid uid, Release release, boolean enterprise, ResourceLimits limits) {
    var participant = new ModelParticipant(this, name, uid, release, enterprise, limits);
    participants.put(name, participant);
    return participant;
  }

  /** The participant knows a domain and is connected to it, as before anything began. */
  public void join(ModelParticipant participant, String alias, ModelDomain domain, boolean manually) {
    participant.stored.aliases.put(alias, domain.id);
    participant.stored.configs.put(alias, new Config(alias, domain.id, Config.Status.ACTIVE, manually, List.of(domain.url)));
    participant.join(alias, domain);
  }

  public ModelParticipant participant(String name) {
    return participants.get(name);
  }

  public Collection<ModelParticipant> participants() {
    return participants.values();
  }

  public Collection<ModelDomain> domains() {
    return domains.values();
  }

  public ModelDomain domain(String id) {
    return domains.get(id);
  }

  Optional<ModelDomain> at(String url) {
    return domains.values().stream().filter(d -> d.url.equals(url)).findFirst();
  }

  Optional<ModelDomain> administered(String host) {
    return domains.values().stream().filter(d -> d.admin.equals(host)).findFirst();
  }

  /** Down for so long; connections stay, and are seen to be broken. */
  public void interrupt(ModelDomain domain, long millis) {
    if (!domain.up()) return;
    down(domain);
    agenda.light(millis, () -> up(domain));
  }

  /** Stopped for good. */
  public void retire(ModelDomain domain) {
    domain.retired = true;
    down(domain);
  }

  private void down(ModelDomain domain) {
    domain.up(false);
    took(domain.shortName(), Change.DOWN, "");
    healthy(domain, false);
  }

  private void up(ModelDomain domain) {
    domain.up(true);
    if (!domain.up()) return;
    took(domain.shortName(), Change.UP, "");
    traffic.resume(domain);
    agenda.light(chance.between(100, 4_000), () -> healthy(domain, domain.up()));
  }

  private void healthy(ModelDomain domain, boolean now) {
    participants.values().forEach(p -> p.links.values().stream().filter(l -> l.domain == domain).forEach(l -> l.healthy = now));
  }

  /** Sets the rate; participants that are connected see it a little later. */
  public void rate(ModelDomain domain, int rate) {
    domain.rate(rate);
    took(domain.shortName(), Change.RATE, "" + rate);
    agenda.light(chance.between(250, 4_000), () -> participants.values().stream().filter(p -> p.connectedTo(domain)).forEach(p -> p.seesRate(domain)));
  }

  void took(String node, Change change, String detail) {
    tape.add(new Entry.Took(node, change, detail));
  }

  long latency() {
    return chance.oneIn(10) ? chance.between(20, 900) : chance.between(1, 8);
  }
}
