// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.google.protobuf.util.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The working part of a running domain: puts requests in order, tells their participants, collects confirmations, and decides: yes when
 * all have confirmed, no when the time is over. A frozen domain does none of it.
 */
final class Sequencing implements AutoCloseable {

  private static final long LOOK_AGAIN_MILLIS = 20;
  private final DomainStore store;
  private final DomainTopology topology;
  private final DomainParameters parameters;
  private final Gate gate;
  private final Map<String, Subscriber> subscribers = new ConcurrentHashMap<>();
  private final Map<String, Undecided> undecided = new ConcurrentHashMap<>();
  private final Map<String, RateLimiter> rates = new HashMap<>();
  private final DomainClock clock = new DomainClock(InstantSource.system());
  private final Semaphore wake = new Semaphore(0);
  /** When those are looked for whose time is over; whoever's is over before that has to say so. */
  private volatile Instant looksAt = Instant.MAX;
  private volatile boolean closed;

  /** A request on its way to a verdict; what is unconfirmed shrinks. */
  private record Undecided(DomainClock.Deadline decideBy, Set<String> recipients, Set<String> unconfirmed) {}

  Sequencing(DomainStore store, DomainTopology topology, DomainParameters parameters, Gate gate) {
    this.store = store;
    this.topology = topology;
    this.parameters = parameters;
    this.gate = gate;
    store.openRequests().forEach(this::remember);
    Thread.ofVirtual().name("domain-clock").start(this::decideOverdue);
  }

  Instant time() {
    return clock.time();
  }

  /**
   * Until when what a participant is about to submit must be sequenced: a sender that works is waited for, unless this domain is frozen. The sender
   * ends it by {@link #handed} when it is here, or will never be.
   */
  DomainClock.Deadline latest(Duration tolerance, Subscriber sender) {
    return clock.deadline(tolerance, () -> !gate.isShut() && sender.works());
  }

  void handed(DomainClock.Deadline latest) {
    clock.done(latest);
  }

  /** @throws CantonFailure when the participant submits faster than the domain allows */
  void submit(Transaction tx) {
    gate.pass();
    if (closed) return;
    var now = time();
    var recipients = topology.hosts(tx.informees());
    synchronized (this) {
      if (!admitted(tx.submitter())) throw new CantonFailure(ErrorCode.DOMAIN_BACKPRESSURE, "The domain is overloaded.");
      if (now.isAfter(tx.latest()) || recipients.isEmpty()) return;
      sequence(tx, now, recipients.get());
    }
    recipients.get().forEach(this::signal);
  }

  private void sequence(Transaction tx, Instant now, Set<String> recipients) {
    var clash = tx.archives().map(store::usedUp).orElse(false);
    var unconfirmed = unconfirmed(recipients);
    var decideBy = clock.deadline(decisionTime(), () -> areComing(unconfirmed));
    store(tx, now, decideBy, recipients);
    if (clash) reject(tx, decideBy);
    else undecided.put(tx.id(), new Undecided(decideBy, Set.copyOf(recipients), unconfirmed));
    if (decideBy.at().isBefore(looksAt)) wake.release();
  }

  private void store(Transaction tx, Instant now, DomainClock.Deadline decideBy, Set<String> recipients) {
    try {
      store.sequence(tx, now, decideBy.at(), recipients);
    } catch (RuntimeException e) {
      clock.done(decideBy);
      throw e;
    }
  }

  private void reject(Transaction tx, DomainClock.Deadline decideBy) {
    clock.done(decideBy);
    store.decide(tx.id(), false);
  }

  private boolean areComing(Set<String> unconfirmed) {
    return unconfirmed.stream().map(subscribers::get).allMatch(s -> s != null && s.works());
  }

  private boolean admitted(String submitter) {
    if (!parameters.hasRate()) return true;
    var rate = parameters.current().getMaxRatePerParticipant();
    return rates.computeIfAbsent(submitter + "@" + rate, _ -> new RateLimiter(rate, rate == 0 ? 0 : Math.max(1, rate))).admit();
  }

  /** Harmless for a request that is decided or does not wait for this participant. After the time is over it approves nothing. */
  void confirm(String request, String uid) {
    boolean inTime;
    synchronized (this) {
      var waiting = undecided.get(request);
      if (waiting == null || !waiting.unconfirmed().remove(uid) || !waiting.unconfirmed().isEmpty()) return;
      inTime = !clock.isOver(waiting.decideBy());
    }
    decide(request, inTime);
  }

  private void decide(String request, boolean approved) {
    Set<String> recipients;
    synchronized (this) {
      var was = undecided.remove(request);
      if (was == null) return;
      clock.done(was.decideBy());
      if (!store.decide(request, approved)) return;
      recipients = was.recipients();
    }
    recipients.forEach(this::signal);
  }

  List<DomainEvent> events(String uid, long after) {
    return store.events(uid, after);
  }

  long lastEvent(String uid) {
    return store.lastEvent(uid);
  }

  void subscribe(String uid, Subscriber subscriber) {
    subscribers.put(uid, subscriber);
  }

  void unsubscribe(String uid) {
    subscribers.remove(uid);
  }

  Set<String> subscribed() {
    return new HashSet<>(subscribers.keySet());
  }

  private void signal(String uid) {
    var subscriber = subscribers.get(uid);
    if (subscriber != null) subscriber.told();
  }

  private Duration decisionTime() {
    var p = parameters.current();
    return Duration.ofMillis(Durations.toMillis(p.getParticipantResponseTimeout()) + Durations.toMillis(p.getMediatorReactionTimeout()));
  }

  private synchronized void remember(DomainStore.OpenRequest request) {
    var unconfirmed = unconfirmed(request.recipients());
    var decideBy = clock.set(request.decideBy(), decisionTime(), () -> areComing(unconfirmed));
    undecided.put(request.id(), new Undecided(decideBy, Set.copyOf(request.recipients()), unconfirmed));
  }

  private static Set<String> unconfirmed(Collection<String> recipients) {
    var unconfirmed = ConcurrentHashMap.<String>newKeySet();
    unconfirmed.addAll(recipients);
    return unconfirmed;
  }

  private void decideOverdue() {
    try {
      while (!closed) {
        gate.pass();
        looksAt = Instant.MAX; // what comes in until the next look is known says so
        overdue().forEach(r -> decide(r, false));
        var next = Instant.now().plusMillis(untilNext());
        looksAt = next;
        if (wake.tryAcquire(Math.max(1, Duration.between(Instant.now(), next).toMillis()), TimeUnit.MILLISECONDS)) wake.drainPermits();
      }
    } catch (InterruptedException | DomainDown e) {
      closed = true;
    }
  }

  private List<String> overdue() {
    return undecided.entrySet().stream().filter(e -> clock.isOver(e.getValue().decideBy())).map(Map.Entry::getKey).toList();
  }

  private long untilNext() {
    var next = undecided.values().stream().map(u -> u.decideBy().at()).min(Instant::compareTo);
    return next.map(i -> Math.max(LOOK_AGAIN_MILLIS, Duration.between(Instant.now(), i).toMillis())).orElse(60_000L);
  }

  /** Lets everybody look again. */
  void wake() {
    wake.release();
    subscribers.values().forEach(Subscriber::told);
  }

  @Override
  public void close() {
    closed = true;
    wake();
  }
}
