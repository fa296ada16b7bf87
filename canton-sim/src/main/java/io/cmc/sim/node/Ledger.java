// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.google.protobuf.util.Durations;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** Takes commands in and follows them to their verdict. */
public final class Ledger {

  private final ParticipantProcess process;
  private final Backpressure backpressure;
  private final Map<String, CompletableFuture<Optional<Contract>>> waiting = new ConcurrentHashMap<>();

  Ledger(ParticipantProcess process, Backpressure backpressure) {
    this.process = process;
    this.backpressure = backpressure;
  }

  /**
   * Submits and waits for the verdict, without limit.
   *
   * @return the contract that was created, if any
   * @throws CantonFailure when it is refused, times out or is rejected
   */
  public Optional<Contract> submitAndWait(Command command) {
    try {
      return submit(command).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Refused at once by the checks here, or decided later by the domain. */
  public CompletableFuture<Optional<Contract>> submit(Command command) {
    if (process.isPassive()) {
      throw new CantonFailure(ErrorCode.NODE_IS_PASSIVE_REPLICA, "Cannot process submitted command. This participant is the passive replica.");
    }
    backpressure.check();
    var used = command.archives().map(this::existing);
    var informees = informees(command, used);
    var connection = route(used, informees);
    return hand(connection, command, informees);
  }

  /** @throws CantonFailure when it is not active here */
  Contract existing(String contractId) {
    return process.contracts().find(contractId).orElseThrow(() -> new CantonFailure(ErrorCode.CONTRACT_NOT_FOUND,
        "Contract could not be found with id " + contractId));
  }

  private static Set<String> informees(Command command, Optional<Contract> used) {
    var all = new TreeSet<String>();
    used.ifPresent(c -> all.addAll(c.stakeholders()));
    command.creates().ifPresent(c -> all.addAll(c.stakeholders()));
    return all;
  }

  private Connection route(Optional<Contract> used, Set<String> informees) {
    var open = process.connections().open();
    if (open.isEmpty()) {
      throw new CantonFailure(ErrorCode.NOT_CONNECTED_TO_ANY_DOMAIN, "This participant is not connected to any domain.").with("definite_answer", "false");
    }
    var where = used.map(c -> process.contracts().domainsOf(Set.of(c.id())).get(c.id()));
    return open.stream().filter(c -> where.isEmpty() || where.get().equals(c.domain().id())).filter(c -> unknown(c, informees).isEmpty())
        .findFirst().orElseThrow(() -> unknownInformees(open, informees));
  }

  /** A dead domain cannot be asked; the participant finds out later. */
  private static Set<String> unknown(Connection connection, Set<String> informees) {
    try {
      return connection.domain().topology().unknown(informees);
    } catch (DomainDown e) {
      return Set.of();
    }
  }

  private static CantonFailure unknownInformees(Collection<Connection> open, Set<String> informees) {
    var unknown = new TreeSet<>(informees);
    open.forEach(c -> unknown.retainAll(unknown(c, informees)));
    return new CantonFailure(ErrorCode.UNKNOWN_INFORMEES, "The participant is not connected to any domain where the given informees are known.")
        .with("definite_answer", "false").with("unknownInformees", "Set(" + String.join(", ", unknown) + ")");
  }

  private CompletableFuture<Optional<Contract>> hand(Connection connection, Command command, Set<String> informees) {
    var id = UUID.randomUUID().toString();
    var decision = new CompletableFuture<Optional<Contract>>();
    waiting.put(id, decision);
    var latest = connection.track(id, tolerance(connection.domain()));
    try {
      process.requests().submitted(new RequestStore.Submission(id, connection.domain().id(), latest.at()));
    } catch (RuntimeException e) {
      waiting.remove(id);
      connection.handed(id, latest);
      throw e;
    }
    send(connection, latest, new Transaction(id, process.uid().toString(), latest.at(), command.creates(), command.archives(), informees));
    return decision;
  }

  private Duration tolerance(Domain domain) {
    return Duration.ofMillis(Durations.toMillis(process.parametersOf(domain).getLedgerTimeRecordTimeTolerance()));
  }

  /** A frozen domain keeps the sender waiting, a dead one loses the message; only a refusal comes back at once. */
  private void send(Connection connection, DomainClock.Deadline latest, Transaction tx) {
    Thread.ofVirtual().start(() -> {
      try {
        connection.domain().submit(tx);
      } catch (CantonFailure refused) {
        process.requests().forget(tx.id());
        fail(tx.id(), refused);
      } catch (DomainDown | NodeGone lost) {
        // the submission stays in flight until its time is over
      } finally {
        connection.handed(tx.id(), latest);
      }
    });
  }

  void timedOut(String submission) {
    if (process.requests().forget(submission)) {
      fail(submission, new CantonFailure(ErrorCode.NOT_SEQUENCED_TIMEOUT,
          "Transaction was not sequenced within the pre-defined max sequencing time and has therefore timed out"));
    }
  }

  void decided(DomainEvent event, boolean approved) {
    if (!approved) {
      fail(event.request(), new CantonFailure(ErrorCode.MEDIATOR_SAYS_TX_TIMED_OUT,
          "Rejected transaction as the mediator did not receive sufficient confirmations within the expected timeframe."));
      return;
    }
    var decision = waiting.remove(event.request());
    if (decision != null) decision.complete(event.creates());
  }

  /** The process dies: nobody will hear of these any more. */
  void abandon() {
    waiting.keySet().forEach(id -> fail(id, new NodeGone()));
  }

  private void fail(String id, RuntimeException why) {
    var decision = waiting.remove(id);
    if (decision != null) decision.completeExceptionally(why);
  }
}
