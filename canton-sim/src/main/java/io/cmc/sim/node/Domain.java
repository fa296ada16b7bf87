// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.digitalasset.canton.protocol.v2.DynamicDomainParameters;
import io.cmc.sim.journal.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A domain: sequencer, mediator and manager in one. Up, frozen or down; what it decided survives. */
public final class Domain implements AutoCloseable {

  private final DomainSpec spec;
  private final World world;
  private final Gate gate = new Gate();
  private volatile Running running;
  private volatile Instant changed = Instant.now();

  /** The parts of a domain that die with its process. */
  private record Running(Database database, DomainTopology topology, DomainParameters parameters, Sequencing sequencing, Instant since) {}

  private Doors.Open doors;

  public Domain(DomainSpec spec, World world) {
    this.spec = spec;
    this.world = world;
  }

  public DomainSpec spec() {
    return spec;
  }

  public String id() {
    return spec.uid().toString();
  }

  public Gate gate() {
    return gate;
  }

  /** Does nothing when it is up. */
  public synchronized void start() {
    if (running != null) return;
    var database = Sessions.open(spec.site().storage(), "domain.sql", () -> world.faults().databaseFails(spec.name()), DomainDown::new);
    var store = new DomainStore(database);
    store.initialise(spec);
    var topology = new DomainTopology(database, spec.rules().permissioned());
    var parameters = new DomainParameters(store, spec.protocolVersion());
    changed = Instant.now();
    running = new Running(database, topology, parameters, new Sequencing(store, topology, parameters, gate), changed);
    doors = world.doors().open(this);
    doors.serve();
    world.journal().note(spec.name(), "start");
  }

  /** Stops at once, as a killed process does. Does nothing when it is down. */
  public synchronized void stop() {
    var was = running;
    if (was == null) return;
    running = null;
    changed = Instant.now();
    gate.open();
    doors.close();
    was.sequencing().close();
    was.database().close();
    world.journal().note(spec.name(), "stop");
  }

  public void restart() {
    stop();
    start();
  }

  /** Keeps its ports open and does nothing until {@link #thaw()}. */
  public void freeze() {
    gate.shut();
    world.journal().note(spec.name(), "freeze");
  }

  public void thaw() {
    gate.open();
    wakeAll();
    world.journal().note(spec.name(), "thaw");
  }

  private void wakeAll() {
    var now = running;
    if (now != null) now.sequencing().wake();
  }

  public boolean isUp() {
    return running != null;
  }

  /** Up and not frozen. */
  public boolean works() {
    return isUp() && !gate.isShut();
  }

  /** When it last went up or down. */
  Instant changed() {
    return changed;
  }

  /** When the process that runs began. */
  public Instant since() {
    return up().since();
  }

  /** Of a domain that is down the machine's. */
  public Instant time() {
    var now = running;
    return now == null ? Instant.now() : now.sequencing().time();
  }

  /** See {@link Sequencing#latest}; a domain that is down waits for nobody. */
  DomainClock.Deadline latest(Duration tolerance, Subscriber sender) {
    var now = running;
    return now == null ? new DomainClock(InstantSource.system()).deadline(tolerance, () -> false) : now.sequencing().latest(tolerance, sender);
  }

  void handed(DomainClock.Deadline latest) {
    var now = running;
    if (now != null) now.sequencing().handed(latest);
  }

  public DynamicDomainParameters parameters() {
    return up().parameters().current();
  }

  public List<DomainStore.ValidParameters> parameterHistory() {
    return up().parameters().all();
  }

  public void change(DynamicDomainParameters to) {
    if (up().parameters().change(to)) CallRecord.effect("maxRatePerParticipant=" + to.getMaxRatePerParticipant());
  }

  /** Lets a participant join a permissioned domain. */
  public void allow(String uid) {
    if (up().topology().allow(uid)) CallRecord.effect("allowed " + uid);
  }

  public DomainTopology topology() {
    return up().topology();
  }

  /** The uids of the participants that are connected now. */
  public Set<String> connected() {
    return up().sequencing().subscribed();
  }

  boolean join(String uid, Collection<String> parties) {
    return up().topology().join(uid, parties);
  }

  void submit(Transaction tx) {
    up().sequencing().submit(tx);
  }

  void confirm(String request, String uid) {
    up().sequencing().confirm(request, uid);
  }

  List<DomainEvent> events(String uid, long after) {
    return up().sequencing().events(uid, after);
  }

  long lastEvent(String uid) {
    return up().sequencing().lastEvent(uid);
  }

  void subscribe(String uid, Subscriber subscriber) {
    up().sequencing().subscribe(uid, subscriber);
  }

  void unsubscribe(String uid) {
    var now = running;
    if (now != null) now.sequencing().unsubscribe(uid);
  }

  private Running up() {
    var now = running;
    if (now == null) throw new DomainDown();
    return now;
  }

  @Override
  public void close() {
    stop();
  }
}
