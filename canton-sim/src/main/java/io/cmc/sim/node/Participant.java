// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.time.Duration;
import java.util.List;

/** A participant node: one identity and one database, and at most one process at a time. */
public final class Participant implements AutoCloseable {

  private final ParticipantSpec spec;
  private final World world;
  private final Gate gate = new Gate();
  private volatile ParticipantProcess process;
  private volatile boolean passive;
  private volatile boolean connectsAtStart = true;
  private Doors.Open doors;

  public Participant(ParticipantSpec spec, World world) {
    this.spec = spec;
    this.world = world;
  }

  public ParticipantSpec spec() {
    return spec;
  }

  public String name() {
    return spec.name();
  }

  World world() {
    return world;
  }

  public Gate gate() {
    return gate;
  }

  /** The process that runs, or {@link NodeGone}. */
  public ParticipantProcess process() {
    var now = process;
    if (now == null) throw new NodeGone();
    return now;
  }

  public boolean isUp() {
    return process != null;
  }

  /** Begins to start, and comes back while the stages of the start still run. Does nothing when it is up. */
  public synchronized void start() {
    if (process != null) return;
    gate.open();
    world.journal().note(name(), "start");
    var sessions = Sessions.open(spec.site().storage(), "participant.sql", () -> world.faults().databaseFails(name()), NodeGone::new);
    var begun = new ParticipantProcess(this, sessions);
    begun.settings().initialise(spec.uid(), spec.limits(), spec.kind().uniqueContractKeys());
    spec.parties().forEach(begun.settings()::addParty);
    process = begun;
    Thread.ofVirtual().name(name() + "-boot").start(() -> boot(begun));
  }

  private void boot(ParticipantProcess begun) {
    try {
      begun.sleep(world.timing().startUp());
      var opened = open(begun);
      begun.sleep(world.timing().startUp());
      opened.serve();
      begun.boot(connectsAtStart);
    } catch (NodeGone e) {
      // stopped before it was up
    }
  }

  private synchronized Doors.Open open(ParticipantProcess begun) {
    begun.ensureAlive();
    doors = world.doors().open(this, begun);
    return doors;
  }

  /** True when the start, the first connecting included, came to its end within the time. */
  public boolean awaitStarted(Duration atMost) {
    try {
      return process().awaitBooted(atMost) && isUp();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Stops; what is in the database stays. Does nothing when it is down. */
  public void stop() {
    halt(process, "stop");
  }

  /** Dies as by a kill: in the middle of whatever it does. */
  public void crash() {
    halt(process, "crash");
  }

  /** Dies and begins to start again. */
  public void restart() {
    crash();
    start();
  }

  void crash(ParticipantProcess dying, boolean startAgain) {
    halt(dying, "crash");
    if (startAgain) start();
  }

  private synchronized void halt(ParticipantProcess dying, String how) {
    if (dying == null || dying != process) return;
    process = null;
    gate.open();
    if (doors != null) doors.close();
    doors = null;
    dying.end();
    world.journal().note(name(), how);
  }

  /** Keeps its ports open and does nothing until {@link #thaw()}. */
  public void freeze() {
    gate.shut();
    world.journal().note(name(), "freeze");
  }

  public void thaw() {
    gate.open();
    world.journal().note(name(), "thaw");
  }

  /** A passive replica answers, and refuses commands. */
  public void setPassive(boolean passive) {
    this.passive = passive;
  }

  boolean isPassive() {
    return passive;
  }

  /** Whether a start connects the domains, as it does unless a node is started by hand. */
  public void setConnectsAtStart(boolean connects) {
    this.connectsAtStart = connects;
  }

  /** Puts contracts into the database as if they had been made on the domain before. For the first set-up of a network. */
  public void seed(List<Contract> contracts, String domainId) {
    process().contracts().insertAll(contracts, domainId);
  }

  @Override
  public void close() {
    stop();
  }
}
