// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.projection.publish.Board.State;
import io.cmc.rejection.Problem;
import io.cmc.store.read.SealedTail;
import io.cmc.store.seat.Seat;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes all sealed events in their order, as long as the service runs: on one instance at a time, and after any trouble from where
 * Kafka says that the publication is. Nobody waits for it.
 */
public final class Publisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
  private static final long LOCK = 0x636d632d7075626cL; // "cmc-publ"
  private static final Duration LOOK_AROUND = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LAST_COMMIT = Duration.ofSeconds(3);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final DataSource database;
  private final SealedTail tail;
  private final Board board;
  private final Supplier<Term> begin;
  private final Thread thread;
  private String trouble = "";
  private Duration pause = FIRST_PAUSE;
  private volatile boolean closed;

  Publisher(DataSource database, SealedTail tail, Board board, Supplier<Term> begin) {
    this.database = database;
    this.tail = tail;
    this.board = board;
    this.begin = begin;
    this.thread = Thread.ofPlatform().name("publisher").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      try {
        var seat = Seat.tryTake(database, LOCK);
        if (seat.isPresent()) sit(seat.get());
        else rest(LOOK_AROUND);
      } catch (SQLException | RuntimeException e) {
        if (!closed) interrupted(e);
      }
    }
  }

  private void sit(Seat seat) throws SQLException {
    try (seat; var term = begin.get()) {
      term.settle();
      board.publishing(term.position());
      well();
      while (!closed) step(seat, term);
    }
  }

  private void step(Seat seat, Term term) throws SQLException {
    seat.mustBeHeld();
    term.takeOrders();
    if (term.publish()) board.publishing(term.position());
    else await(term.position());
  }

  private void await(long position) {
    try {
      tail.awaitBeyond(position, LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void well() {
    if (!trouble.isEmpty()) LOG.info("Events are published again.");
    trouble = "";
    pause = FIRST_PAUSE;
  }

  private void interrupted(Exception e) {
    switch (e) {
      case PublicationBlocked b -> tell(State.BLOCKED, b.problem());
      case KafkaException k when KafkaTrouble.isFenced(k) -> say("another instance publishes now", false);
      case KafkaException k -> tell(State.UNREACHABLE, KafkaTrouble.problem(k));
      default -> say(e.toString(), true);
    }
    rest(pause);
    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
  }

  private void tell(State state, Problem problem) {
    say(problem.sentence() + " " + problem.remedy(), true);
    try {
      board.failing(state, problem);
    } catch (RuntimeException noDatabase) {
      // told when it is back: this is come to again and again
    }
  }

  /** Once for each kind of trouble, however long it lasts. */
  private void say(String what, boolean warn) {
    var kind = what.replaceAll("[:(].*", "");
    if (kind.equals(trouble)) return;
    trouble = kind;
    if (warn) LOG.warn("Publication is interrupted and goes on by itself: {}", what);
    else LOG.info("Publication: {}", what);
  }

  private void rest(Duration most) {
    if (!closed) LockSupport.parkNanos(most.toNanos());
  }

  /** Ends after the transaction in hand, or, where Kafka is away, in it; another instance takes over. */
  @Override public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      if (thread.join(LAST_COMMIT)) return;
      thread.interrupt();
      thread.join(LONGEST_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
