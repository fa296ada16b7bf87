// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.command.BeginReconcile;
import io.cmc.id.MigrationId;
import io.cmc.journey.ReconcileCause;
import io.cmc.store.outage.StoreHealth;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an instance takes of the durable work. What it finds unfinished it does not simply go on with: every migration that is under way
 * when it starts, or when its database was away and is another one now, and every one with steps of an instance that is gone, is compared
 * with its nodes first. One that was restored, or a standby that was promoted, may not have been told all. Not safe for two threads.
 */
final class Claims {

  private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
  /** Beside others few at a time: those who wait to take take turns, and so instances divide what is there. */
  private static final int SHARE = 2;
  /** So long it is believed to be the same database that answers. Who is promoted in a moment ends no session that is not in use just then. */
  private static final Duration BELIEVED = Duration.ofSeconds(1);
  private static final Origin BY_ITSELF = new Origin("", "", "");
  private final String owner;
  private final WorkTable work;
  private final Commands commands;
  private final InstantSource clock;
  private final StoreHealth store;
  private final AtomicBoolean known = new AtomicBoolean();
  private String database = "";
  private Instant asked = Instant.EPOCH;
  /** Of leases: in a database that forgot some of ours, none that it gives out is one of those. */
  private long leastEpoch;
  private Set<String> found = Set.of();
  private boolean alone;

  Claims(String owner, WorkTable work, Commands commands, InstantSource clock, StoreHealth store) {
    this.owner = owner;
    this.work = work;
    this.commands = commands;
    this.clock = clock;
    this.store = store;
    store.onChange(takesEvents -> known.set(false));
  }

  String owner() {
    return owner;
  }

  StoreHealth store() {
    return store;
  }

  /**
   * Nothing while the store takes no events: whatever a step did then could not be written down. The first time, and whenever it did not
   * succeed before, comparisons are begun; their migrations are left out until that is stored.
   */
  List<Lease> take(Duration lease, int most) {
    if (!store.takesEvents()) return List.of();
    if (!known.get() || Duration.between(asked, clock.instant()).abs().compareTo(BELIEVED) >= 0) know();
    found.removeIf(migration -> begun(migration, ReconcileCause.START));
    var others = work.others(owner);
    for (var migration : others.orphaned()) {
      if (begun(migration, ReconcileCause.TAKEOVER)) work.release(migration, owner);
    }
    alone = !others.present();
    return claim(lease, most);
  }

  /** The same, shortly after: who else is there, and what they left, is not looked for again. */
  List<Lease> takeMore(Duration lease, int most) {
    return store.takesEvents() && known.get() && found.isEmpty() ? claim(lease, most) : take(lease, most);
  }

  private List<Lease> claim(Duration lease, int most) {
    return work.claim(owner, lease, atOnce(most), found, leastEpoch);
  }

  private int atOnce(int most) {
    return alone ? most : Math.min(most, SHARE);
  }

  /** Whether what was just taken may not be all that is due and has a place. @param most that were asked for */
  boolean mayBeMore(List<Lease> taken, int most) {
    return !taken.isEmpty() && taken.size() >= atOnce(most);
  }

  /** Known before it is read: an outage meanwhile makes it unknown again. */
  private void know() {
    known.set(true);
    try {
      asked = clock.instant();
      var now = work.database();
      if (now.equals(database)) return;
      found = new TreeSet<>(work.underWay());
      if (!database.isEmpty()) leastEpoch = asked.toEpochMilli();
      database = now;
    } catch (RuntimeException e) {
      known.set(false);
      throw e;
    }
  }

  /** One migration that cannot be told keeps no other waiting. */
  private boolean begun(String migration, ReconcileCause cause) {
    try {
      commands.send(new BeginReconcile(new MigrationId(migration), cause, clock.instant()), BY_ITSELF);
      return true;
    } catch (RuntimeException e) {
      if (store.met(e)) return false;
      LOG.warn("{} cannot be compared with its nodes just now ({}), and nothing of it is taken: {}", migration, cause, e.toString());
      return false;
    }
  }
}
