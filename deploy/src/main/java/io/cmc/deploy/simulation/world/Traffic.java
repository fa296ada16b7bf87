// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.deploy.simulation.time.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What applications do, and what truly became of it. */
public final class Traffic {

  private final World world;
  /** Contracts that are truly active, and whose they are. */
  private final Map<String, Set<String>> truth = new LinkedHashMap<>();
  /** What would be true if nothing but a domain's own transactions counted, by domain. */
  private final Map<String, Map<String, Set<String>>> truths = new LinkedHashMap<>();
  private final Set<String> beingArchived = new HashSet<>();
  private final Map<ModelDomain, List<Runnable>> postponed = new LinkedHashMap<>();
  private boolean ingress = true;
  private boolean on = true;
  private int contracts;

  Traffic(World world) {
    this.world = world;
  }

  /** Whether applications reach the participants at all. */
  public void ingress(boolean open) {
    ingress = open;
  }

  public void on() {
    on = true;
  }

  public void off() {
    on = false;
  }

  /** Contracts that the participant truly has. */
  public Set<String> truth(String participant) {
    return of(participant, truth);
  }

  /** Contracts that it would truly have if nothing but this domain's transactions counted. */
  public Set<String> truth(String participant, String domain) {
    return of(participant, truths.getOrDefault(domain, Map.of()));
  }

  private static Set<String> of(String participant, Map<String, Set<String>> contracts) {
    var own = new TreeSet<String>();
    contracts.forEach((contract, stakeholders) -> {
      if (stakeholders.contains(participant)) own.add(contract);
    });
    return own;
  }

  /** A contract that was there before anything began. */
  public void contract(Set<String> stakeholders, ModelDomain domain) {
    var id = "c" + contracts++;
    truth.put(id, Set.copyOf(stakeholders));
    on(domain).put(id, Set.copyOf(stakeholders));
    stakeholders.forEach(s -> world.participant(s).stored.contracts.put(id, domain.id));
  }

  /** From here on it is as if nothing had ever happened but on this domain: databases were restored. */
  public void onlyOn(ModelDomain domain) {
    truth.clear();
    truth.putAll(on(domain));
    truths.keySet().retainAll(Set.of(domain.id));
  }

  private Map<String, Set<String>> on(ModelDomain domain) {
    return truths.computeIfAbsent(domain.id, d -> new LinkedHashMap<>());
  }

  public void flow() {
    if (!on) return;
    for (int i = world.chance.between(0, 3); i > 0; i--) someCommand();
    world.agenda.light(world.chance.between(500, 30_000), this::flow);
  }

  /** Some application sends a command to some participant; most of what is closed refuses it at once. */
  public void someCommand() {
    var from = world.chance.of(List.copyOf(world.participants()));
    if (!on || !ingress || !from.open() || from.links.isEmpty()) return;
    var domain = world.chance.of(List.copyOf(from.links.values())).domain;
    if (domain.up()) submit(from, domain);
  }

  private void submit(ModelParticipant from, ModelDomain domain) {
    var before = world.agenda.now() + domain.tolerance.toMillis();
    var old = from.stored.contracts.entrySet().stream().filter(c -> c.getValue().equals(domain.id) && !beingArchived.contains(c.getKey())
        && truth.containsKey(c.getKey())).map(Map.Entry::getKey).toList();
    var archives = !old.isEmpty() && world.chance.oneIn(3);
    var contract = archives ? world.chance.of(old) : "c" + contracts++;
    var stakeholders = archives ? truth.get(contract) : some(from, domain);
    if (archives) beingArchived.add(contract);
    var transaction = new Transaction(from.name, stakeholders, domain, contract, archives, before);
    from.stored.submissions.add(transaction);
    world.agenda.light(untilSequenced(domain), () -> sequence(transaction));
  }

  /** A sequencer that takes nothing says so at once; one that does may take as long as the tolerance lets it. */
  private int untilSequenced(ModelDomain domain) {
    if (domain.rate().filter(r -> r == 0).isPresent()) return world.chance.between(5, 100);
    return world.chance.oneIn(5) ? world.chance.between(0, (int) domain.tolerance.toMillis() + 2_000) : world.chance.between(10, 300);
  }

  private Set<String> some(ModelParticipant from, ModelDomain domain) {
    var set = new TreeSet<>(Set.of(from.name));
    world.participants().stream().filter(p -> domain.known.contains(p.uid.value()) && world.chance.oneIn(2)).forEach(p -> set.add(p.name));
    return set;
  }

  private void sequence(Transaction t) {
    if (postpones(t.domain, () -> sequence(t))) return;
    var from = world.participant(t.submitter);
    if (world.agenda.now() > t.sequencedBefore || t.domain.rate().filter(r -> r == 0).isPresent()) {
      end(t);
      if (from.connectedTo(t.domain)) from.stored.submissions.remove(t);
      return;
    }
    var here = t.stakeholders.stream().map(world::participant).filter(p -> p.connectedTo(t.domain)).toList();
    here.forEach(p -> p.stored.dirty.add(t));
    t.committed = here.size() == t.stakeholders.size() && !world.chance.oneIn(20);
    var latest = (int) t.domain.response.plus(t.domain.reaction).toMillis();
    var wait = !t.committed || world.chance.oneIn(5) ? world.chance.between(latest / 2, latest) : world.chance.between(20, 800);
    var timeout = world.agenda.now() + latest;
    world.agenda.light(wait, () -> decide(t, timeout));
  }

  private void decide(Transaction t, long timeout) {
    if (postpones(t.domain, () -> decide(t, timeout))) return;
    t.committed &= world.agenda.now() <= timeout;
    t.domain.decided.add(t);
    if (t.committed) takesEffect(t);
    end(t);
    if (t.committed) world.tape.add(new Entry.Said("(" + t.submitter + (t.archives ? " archived " : " created ") + t.contract + " of " + t.stakeholders + ")"));
    world.participants().stream().filter(p -> p.connectedTo(t.domain)).forEach(p -> p.catchUp(t.domain));
  }

  private void takesEffect(Transaction t) {
    for (var all : List.of(truth, on(t.domain))) {
      if (t.archives) all.remove(t.contract);
      else all.put(t.contract, t.stakeholders);
    }
  }

  private void end(Transaction t) {
    if (t.archives) beingArchived.remove(t.contract);
  }

  private boolean postpones(ModelDomain domain, Runnable what) {
    if (domain.up()) return false;
    postponed.computeIfAbsent(domain, d -> new ArrayList<>()).add(what);
    return true;
  }

  /** Back again, a domain goes on with what it has before it tells anybody the time. */
  void resume(ModelDomain domain) {
    var waiting = postponed.remove(domain);
    if (waiting != null) waiting.forEach(Runnable::run);
  }
}
