// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.command.NoteForeignChange;
import io.cmc.controller.participant.Outlook;
import io.cmc.controller.participant.Outlook.Difference;
import io.cmc.controller.participant.Outlook.Seen;
import io.cmc.controller.work.PositionTable.Recorded;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.plan.MigrationPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Looks at all participants of a migration again and again, and tells when one is not as it was left although nothing was done on it.
 * Told once for each time that the migration could go on; what goes away before it is seen twice is not told.
 */
final class WatchWorker implements Worker {

  /** Between the first sight of a difference and the one that confirms it. */
  static final Duration CONFIRMED_AFTER = Duration.ofSeconds(2);
  private static final Duration SHORTEST = Duration.ofMillis(100);

  private final Post post;

  /** @param every how long after one look the next begins */
  record Post(WorkTable work, PositionTable positions, PlanShelf plans, Commands commands, Looks looks, ObjectMapper json, InstantSource clock,
      Duration every) {}

  /**
   * A difference that was seen.
   *
   * @param version of what was recorded then
   * @param since when it was seen first
   * @param told the migration's epoch after it was told last; -1: not told
   */
  record Suspicion(long version, String found, Instant since, long told) {}

  /** Kept in the notes of the row. */
  static final class Suspicions extends TreeMap<String, Suspicion> {
    private static final long serialVersionUID = 1L;
  }

  WatchWorker(Post post) {
    this.post = post;
  }

  @Override public void work(Lease lease) {
    var began = post.clock().instant();
    var next = post.work().watchable(lease.migration()).map(epoch -> look(lease, epoch)).orElseGet(Suspicions::new);
    var unconfirmed = next.values().stream().anyMatch(s -> s.told() < 0);
    post.work().giveBack(lease, Texts.write(post.json(), next), after(unconfirmed, Duration.between(began, post.clock().instant())));
  }

  /** From beginning to beginning, so that nodes that do not answer make nothing rarer. */
  private Duration after(boolean unconfirmed, Duration taken) {
    if (unconfirmed) return CONFIRMED_AFTER;
    var left = post.every().minus(taken);
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  private Suspicions look(Lease lease, long epoch) {
    var before = Texts.read(post.json(), lease.notes(), Suspicions.class);
    var plan = post.plans().plan(new MigrationId(lease.migration()));
    var next = new Suspicions();
    var recorded = post.positions().of(lease.migration());
    var seen = post.looks().at(plan, watched(plan, recorded));
    var after = post.positions().of(lease.migration());
    var now = post.clock().instant();
    seen.forEach((name, s) -> difference(plan, recorded.get(name), after.get(name), s).ifPresent(d -> {
      var known = Optional.ofNullable(before.get(name.value()))
          .filter(k -> k.version() == recorded.get(name).version() && k.found().equals(d.found()));
      next.put(name.value(), known.map(k -> confirmed(lease, name, d, k, epoch, now))
          .orElseGet(() -> new Suspicion(recorded.get(name).version(), d.found(), now, -1)));
    }));
    return next;
  }

  /** Whose call is open or was never enrolled is not looked at, nor whose position says nothing. */
  private static TreeSet<NodeName> watched(MigrationPlan plan, Map<NodeName, Recorded> recorded) {
    var all = new TreeSet<NodeName>();
    plan.names().stream().filter(recorded::containsKey).filter(name -> recorded.get(name).settled())
        .filter(name -> Outlook.of(recorded.get(name).position(), plan.closing()).saysAnything()).forEach(all::add);
    return all;
  }

  /** Only if nothing was begun while it was looked at. */
  private static Optional<Difference> difference(MigrationPlan plan, Recorded before, Recorded after, Seen seen) {
    if (!before.equals(after)) return Optional.empty();
    return Outlook.of(before.position(), plan.closing()).compare(seen, plan.verification());
  }

  private Suspicion confirmed(Lease lease, NodeName name, Difference difference, Suspicion known, long epoch, Instant now) {
    if (known.told() == epoch || now.isBefore(known.since().plus(CONFIRMED_AFTER))) return known;
    post.commands().send(new NoteForeignChange(new MigrationId(lease.migration()), name, difference.recorded(), difference.found(), now),
        lease.origin());
    return new Suspicion(known.version(), known.found(), known.since(), epoch);
  }
}
