// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.google.protobuf.util.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The working part of a running domain: puts requests in order, tells their participants, collects confirmations, and decides: yes when
 * all have confirmed, no when the time is over. A frozen domain does none of it.
 *
 * <p>Times of a simulated domain are short, and of real ones half a minute: so that a busy machine makes nobody late who is there and works, the
 * domain's clock stands still until such a participant has confirmed, for as long as a real domain waits.
 */
final class Sequencing implements AutoCloseable {

  private static final long LOOK_AGAIN_MILLIS = 20;
  private static final Duration AS_A_REAL_DOMAIN = Duration.ofSeconds(30);
  private final DomainStore store;
  private final DomainTopology topology;
  private final DomainParameters parameters;
  private final Gate gate;
  private final Map<String, Subscriber> subscribers = new ConcurrentHashMap<>();
  private final Map<String, Undecided> undecided = new ConcurrentHashMap<>();
  private final Map<String, RateLimiter> rates = new HashMap<>();
  private final AtomicReference<Instant> time = new AtomicReference<>(Instant.EPOCH);
  private final Semaphore wake = new Semaphore(0);
  private volatile boolean closed;

  /** A request on its way to a verdict; what is unconfirmed shrinks. @param patience until when by the machine's clock those who work are waited for */
  private record Undecided(Instant decideBy, Instant patience, Set<String> recipients, Set<String> unconfirmed) {}

  Sequencing(DomainStore store, DomainTopology topology, DomainParameters parameters, Gate gate) {
    this.store = store;
    this.topology = topology;
    this.parameters = parameters;
    this.gate = gate;
    store.openRequests().forEach(r -> remember(r.id(), r.decideBy(), r.recipients()));
    Thread.ofVirtual().name("domain-clock").start(this::decideOverdue);
  }

  /** The machine's, or a moment of before where somebody is waited for; it never goes back. */
  Instant time() {
    var now = Instant.now();
    var late = undecided.values().stream().filter(u -> u.decideBy().isBefore(now) && isComing(u, now)).map(Undecided::decideBy).min(Instant::compareTo);
    return time.accumulateAndGet(late.orElse(now), (a, b) -> a.isAfter(b) ? a : b);
  }

  private boolean isComing(Undecided request, Instant now) {
    return now.isBefore(request.patience()) && request.unconfirmed().stream().map(subscribers::get).allMatch(s -> s != null && s.works());
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
    var decideBy = now.plus(decisionTime());
    store.sequence(tx, now, decideBy, recipients);
    if (clash) store.decide(tx.id(), false);
    else remember(tx.id(), decideBy, recipients);
    wake.release();
  }

  private boolean admitted(String submitter) {
    if (!parameters.hasRate()) return true;
    var rate = parameters.current().getMaxRatePerParticipant();
    return rates.computeIfAbsent(submitter + "@" + rate, _ -> new RateLimiter(rate, rate == 0 ? 0 : Math.max(1, rate))).admit();
  }

  /** Harmless for a request that is decided or does not wait for this participant. */
  void confirm(String request, String uid) {
    synchronized (this) {
      var waiting = undecided.get(request);
      if (waiting == null || !waiting.unconfirmed().remove(uid) || !waiting.unconfirmed().isEmpty()) return;
    }
    decide(request, true);
  }

  private void decide(String request, boolean approved) {
    Set<String> recipients;
    synchronized (this) {
      var was = undecided.remove(request);
      if (was == null || !store.decide(request, approved)) return;
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

  private synchronized void remember(String request, Instant decideBy, Collection<String> recipients) {
    var unconfirmed = ConcurrentHashMap.<String>newKeySet();
    unconfirmed.addAll(recipients);
    undecided.put(request, new Undecided(decideBy, Instant.now().plus(decisionTime()).plus(AS_A_REAL_DOMAIN), Set.copyOf(recipients), unconfirmed));
  }

  private void decideOverdue() {
    try {
      while (!closed) {
        gate.pass();
        overdue(time(), Instant.now()).forEach(r -> decide(r, false));
        if (wake.tryAcquire(untilNext(), TimeUnit.MILLISECONDS)) wake.drainPermits();
      }
    } catch (InterruptedException | DomainDown e) {
      closed = true;
    }
  }

  private List<String> overdue(Instant time, Instant now) {
    return undecided.entrySet().stream().filter(e -> !e.getValue().decideBy().isAfter(time) && !isComing(e.getValue(), now)).map(Map.Entry::getKey).toList();
  }

  private long untilNext() {
    var next = undecided.values().stream().map(Undecided::decideBy).min(Instant::compareTo);
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
