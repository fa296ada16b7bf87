// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.notice;

import io.cmc.controller.work.PlanShelf;
import io.cmc.store.outage.StoreOutage;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.read.SealedTail;
import io.cmc.store.seat.Seat;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells people and programs what happens, as the settings have it: reads sealed events in their order, on one instance at a time, and goes on
 * where it was. Each notice is told at least once, and with the same id whenever it is told twice. No migration waits for it.
 */
public final class Herald implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Herald.class);
  private static final long LOCK = 0x636d632d6e6f7469L; // "cmc-noti"
  private static final Duration LOOK_AROUND = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration KEPT = Duration.ofDays(7);
  private static final Duration LAST = Duration.ofSeconds(15);

  private final Store store;
  private final List<Channel> channels;
  private final InstantSource clock;
  private final Intake intake;
  private final NoticeTable table;
  private final Thread thread;
  private String trouble = "";
  private volatile boolean closed;

  /** What it reads from and writes to. */
  public record Store(DataSource database, JdbcClient db, TransactionTemplate transactions, SealedEventReader events, SealedTail tail) {}

  public Herald(Store store, PlanShelf plans, List<Channel> channels, InstantSource clock) {
    this.store = store;
    this.channels = List.copyOf(channels);
    this.clock = clock;
    this.table = new NoticeTable(store.db());
    this.intake = new Intake(new Intake.Store(store.db(), store.transactions()), Intake.Source.of(store.events()), plans, this.channels);
    this.thread = Thread.ofPlatform().daemon().name("herald").unstarted(this::run);
  }

  /** Without a channel nothing runs; what happened meanwhile is not told when there is one again. */
  public void start() {
    if (channels.isEmpty()) table.forgetAll();
    else thread.start();
  }

  /** Notices that should have been told by now. */
  public long waiting() {
    return channels.isEmpty() ? 0 : table.waiting(clock.instant());
  }

  private void run() {
    while (!closed) {
      try {
        var seat = Seat.tryTake(store.database(), LOCK);
        if (seat.isPresent()) sit(seat.get());
        else rest(LOOK_AROUND);
      } catch (SQLException | RuntimeException e) {
        say(e);
        rest(PAUSE);
      }
    }
  }

  private void sit(Seat seat) throws SQLException {
    try (seat; var couriers = Executors.newVirtualThreadPerTaskExecutor()) {
      var rounds = channels.stream().map(channel -> new Rounds(channel, table, clock)).toList();
      var position = intake.position();
      forget();
      while (!closed) {
        seat.mustBeHeld();
        var next = intake.read(position, clock);
        tell(rounds, couriers);
        trouble = "";
        if (next == position) store.tail().awaitBeyond(position, LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS);
        position = next;
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** All channels at once: a slow one keeps the others waiting for its time limit and no longer. */
  private static void tell(List<Rounds> rounds, ExecutorService couriers) throws InterruptedException {
    var all = couriers.invokeAll(rounds.stream().<Callable<Void>>map(r -> () -> {
      r.go();
      return null;
    }).toList());
    for (var told : all) {
      if (told.state() == Future.State.FAILED) throw new IllegalStateException(told.exceptionNow());
    }
  }

  private void forget() {
    var late = table.forget(clock.instant().minus(KEPT));
    if (late > 0) LOG.warn("{} notices were not taken for {} days and are given up.", late, KEPT.toDays());
  }

  /** Once for each kind of trouble; that the database is away is said by who watches it. */
  private void say(Exception e) {
    if (closed || e.toString().equals(trouble)) return;
    trouble = e.toString();
    LOG.atLevel(StoreOutage.seenIn(e) ? org.slf4j.event.Level.INFO : org.slf4j.event.Level.WARN).log("Notices are interrupted and go on by themselves: {}", trouble);
  }

  private void rest(Duration most) {
    if (!closed) LockSupport.parkNanos(most.toNanos());
  }

  /** Ends after the notices in hand; another instance takes over. */
  @Override public void close() {
    closed = true;
    if (thread.getState() == Thread.State.NEW) return; // nobody is to be told anything, or the service did not come up
    LockSupport.unpark(thread);
    try {
      if (thread.join(LAST)) return;
      thread.interrupt();
      thread.join(LAST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
