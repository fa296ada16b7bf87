// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.daml.ledger.api.v1.Identifier;
import com.daml.ledger.api.v1.Record;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Pings are real: a contract from one admin party to another, used up by the one who answers. Both ways pass the limits. */
public final class Pinger {

  /** Module and package of the contracts that pings leave behind. */
  public static final String MODULE = "PingPong";
  private static final String PACKAGE = "AdminWorkflows";
  private static final Identifier TEMPLATE =
      Identifier.newBuilder().setPackageId(PACKAGE).setModuleName(MODULE).setEntityName("Ping").build();
  private final ParticipantProcess process;
  private final Map<String, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger answering = new AtomicInteger();

  Pinger(ParticipantProcess process) {
    this.process = process;
  }

  /**
   * Waits for the answer. A ping that fails gives no reason and says so only after its time; where only the other side was at fault,
   * after twice its time.
   *
   * @return milliseconds until the answer, absent when there was none
   */
  public Optional<Long> ping(List<String> targets, Duration timeout) {
    var begun = Instant.now();
    if (targets.size() != 1 || timeout.isZero()) return Optional.empty();
    if (process.migration().takeFirst()) process.sleep(shorter(process.world().timing().firstPing(), timeout));
    try {
      var answer = send(targets.getFirst(), begun.plus(timeout));
      answer.get(left(begun.plus(timeout)).toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(Duration.between(begun, Instant.now()).toMillis());
    } catch (TimeoutException e) {
      return failAfter(begun, timeout.multipliedBy(2));
    } catch (CantonFailure e) {
      return failAfter(begun, e.code() == ErrorCode.NOT_CONNECTED_TO_ANY_DOMAIN ? timeout : timeout.multipliedBy(2));
    } catch (InterruptedException | ExecutionException e) {
      throw new NodeGone();
    }
  }

  /**
   * Tries again when the refusal is one that may pass, as Canton's own commands do.
   *
   * @return who answered, once they did, which may be before this one knows that its ping was taken
   */
  private CompletableFuture<String> send(String target, Instant until) throws TimeoutException, InterruptedException {
    var command = Command.create(TEMPLATE, List.of(process.uid().toString()), List.of(target), Record.getDefaultInstance());
    var answer = new CompletableFuture<String>();
    waiting.put(command.creates().orElseThrow().id(), answer);
    var retries = new Retries(process::sleep);
    while (true) {
      try {
        sendOnce(command, left(until));
        return answer;
      } catch (CantonFailure e) {
        if (!e.code().retryable() || left(until).compareTo(Retries.PAUSE) < 0 || !retries.another()) throw e;
      }
    }
  }

  private void sendOnce(Command command, Duration left) throws TimeoutException, InterruptedException {
    try {
      process.ledger().submit(command).get(left.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }
  }

  /** Told of everything that was approved: answers pings to this participant, and notices answers to its own. */
  void seen(DomainEvent event) {
    event.creates().filter(Contract::isPing).filter(this::isForMe).ifPresent(this::answer);
    event.archives().map(waiting::remove).ifPresent(w -> w.complete(event.submitter()));
  }

  private boolean isForMe(Contract ping) {
    return ping.event().getObserversList().contains(process.uid().toString());
  }

  /** Cleans up what earlier pings left on the domain, as far as the limits let it: best effort. */
  void connected(Domain domain) {
    Thread.ofVirtual().start(() -> {
      try {
        var mine = process.contracts().page(List.of(process.uid().toString()), "", 1000);
        mine.stream().filter(Contract::isPing).filter(c -> c.event().getSignatoriesList().contains(process.uid().toString()))
            .filter(c -> domain.id().equals(process.contracts().domainsOf(List.of(c.id())).get(c.id()))).forEach(this::tryArchive);
      } catch (NodeGone e) {
        // nothing is left to clean for
      }
    });
  }

  /** Whether it still tries to answer somebody: it does for ten seconds, also where whoever asked has given up. */
  public boolean isAnswering() {
    return answering.get() > 0;
  }

  private void answer(Contract ping) {
    answering.incrementAndGet();
    Thread.ofVirtual().start(() -> {
      try {
        respond(ping);
      } finally {
        answering.decrementAndGet();
      }
    });
  }

  private void respond(Contract ping) {
    try {
      var retries = new Retries(process::sleep);
      var over = tryArchive(ping);
      while (!over && retries.another()) over = tryArchive(ping);
    } catch (NodeGone e) {
      // the sender learns of it by its timeout
    }
  }

  /** False when another attempt may succeed. */
  private boolean tryArchive(Contract ping) {
    try {
      process.ledger().submitAndWait(Command.archive(ping.id()));
      return true;
    } catch (CantonFailure e) {
      return !e.code().retryable();
    }
  }

  private Optional<Long> failAfter(Instant begun, Duration time) {
    process.sleep(left(begun.plus(time)));
    return Optional.empty();
  }

  private static Duration left(Instant until) {
    var left = Duration.between(Instant.now(), until);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
