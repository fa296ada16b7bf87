// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.reads;

import io.cmc.access.Actor;
import io.cmc.projection.reads.Reading.Tally;
import io.cmc.store.outage.StoreOutage;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes who reads what, and writes it down a moment later. Noting never waits and never fails: while the database is away what was read is
 * kept, up to a number of rows, and beyond that only counted. A process that dies takes its last seconds with it.
 */
public final class ReadLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReadLog.class);
  private static final int MOST_WAITING = 10_000;
  private static final long EVERY_SECONDS = 2;

  private final ReadLogTable table;
  private final InstantSource clock;
  private final Map<Reading, Tally> waiting = new ConcurrentHashMap<>();
  private final Tries tries = new Tries();
  private final AtomicLong lost = new AtomicLong();
  private boolean failing;
  private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("read-log").factory());

  public ReadLog(ReadLogTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  public void start() {
    writer.scheduleWithFixedDelay(this::write, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /** One answer that went out. @param migration empty: of all */
  public void note(Actor actor, String view, String migration) {
    var now = clock.instant();
    keep(Reading.at(now, actor, view, migration), Tally.one(now));
  }

  /** One that was refused. Names that somebody only tries are gathered once there are many, so that guessing makes few rows. */
  public void refused(Actor actor, String view, String migration) {
    var now = clock.instant();
    var asked = Reading.at(now, actor, view + Reading.REFUSED, migration);
    keep(tries.isOneOfMany(asked) ? Reading.at(now, actor, view + Reading.REFUSED, "") : asked, Tally.one(now));
  }

  /** One answer of something that is a row by itself. */
  public void note(Reading alone) {
    keep(alone, Tally.one(clock.instant()));
  }

  private void keep(Reading reading, Tally tally) {
    if (waiting.size() < MOST_WAITING || waiting.containsKey(reading)) {
      waiting.merge(reading, tally, Tally::and);
    } else {
      lost.addAndGet(tally.answers());
    }
  }

  /** May be called at any time; also done by itself. Told twice where nobody knows whether a row was written. */
  public synchronized void write() {
    for (var reading : waiting.keySet()) {
      var tally = waiting.remove(reading);
      if (tally == null || !written(reading, tally)) return;
    }
    var count = lost.getAndSet(0);
    if (count > 0) LOG.warn("{} reads are not in the log of reads: too many waited for the database.", count);
  }

  private boolean written(Reading reading, Tally tally) {
    try {
      table.add(reading, tally);
      failing = false;
      return true;
    } catch (RuntimeException e) {
      giveUp(reading, tally, e);
      return false;
    }
  }

  /** What cannot be written for another reason than an outage must not come again for ever; of an outage others tell. */
  private void giveUp(Reading reading, Tally tally, RuntimeException because) {
    if (StoreOutage.seenIn(because)) {
      keep(reading, tally);
      return;
    }
    if (!failing) LOG.warn("The log of reads could not be written: {}", because.toString());
    failing = true;
  }

  @Override public void close() {
    writer.shutdown();
    write();
  }
}
