// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.checkpoint;

import io.cmc.store.outage.StoreOutage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Makes a checkpoint whenever enough events are sealed, or those that are have waited long enough, and keeps files of all of them. Every
 * instance has one, on a thread of its own.
 */
public final class Checkpointer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final CheckpointMaker maker;
  private final CheckpointFiles files;
  private final Duration every;
  private final LongSupplier nanos;
  private final Thread thread;
  private long covered = -1;
  private long waitingSince;
  private String said = "";
  private volatile boolean closed;

  /** @param every how long an event waits for its checkpoint at most, @param nanos a clock that nobody sets */
  public Checkpointer(CheckpointMaker maker, CheckpointFiles files, Duration every, LongSupplier nanos) {
    this.maker = maker;
    this.files = files;
    this.every = every;
    this.nanos = nanos;
    this.thread = Thread.ofPlatform().daemon().name("checkpointer").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      try {
        said = look();
      } catch (IllegalStateException e) {
        say("A checkpoint does not fit", e.getMessage(), Level.ERROR);
      } catch (SQLException | RuntimeException e) {
        // that the database is away is said by who watches it
        say("Checkpoints could not be made and will be", e.toString(), StoreOutage.seenIn(e) ? Level.INFO : Level.WARN);
      }
      pause();
    }
  }

  /** At the first look nobody knows how long events have waited. @return what is wrong, in words; empty: nothing */
  String look() throws SQLException {
    var first = covered < 0;
    var standing = maker.make(first || nanos.getAsLong() - waitingSince >= every.toNanos());
    if (first || standing.covered() != covered || standing.isComplete()) waitingSince = nanos.getAsLong();
    covered = standing.covered();
    files.keepUp();
    if (standing.sealed() < standing.covered()) {
      return say("Events are missing", "position " + standing.sealed() + " is the last, and a checkpoint was signed up to " + covered, Level.ERROR);
    }
    var late = nanos.getAsLong() - waitingSince >= 2 * every.toNanos();
    return standing.canSign() || !late ? ""
        : say("The key that checkpoints are signed with is not here", "events after position " + covered + " stay unsigned, and no other instance signs",
            Level.WARN);
  }

  // once, and not every second
  private String say(String what, String more, Level level) {
    if (!closed && !said.equals(what)) LOG.atLevel(level).log("{}: {} (docs/operating.md#checkpoints)", what, more);
    said = what;
    return what;
  }

  private synchronized void pause() {
    try {
      if (!closed) wait(TICK.toMillis());
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** Ends after the checkpoint in hand. */
  @Override public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
