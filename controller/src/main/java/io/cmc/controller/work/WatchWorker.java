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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all participants of a migration and the rates of its domains again and again, and tells when one is not as it was left although nothing was done on it.
 * Told once for each time that the migration could go on; what goes away before it is seen twice is not told, nor is a connection
 * that comes back soon.
 */
final class WatchWorker implements Worker {

  /** Between the first sight of a difference and the one that confirms it. */
  static final Duration CONFIRMED_AFTER = Duration.ofSeconds(2);
  /** A connection that nobody ordered to end may be a domain or a node that restarts: it is back by then, or somebody has to look. */
  static final Duration LOST_AFTER = Duration.ofSeconds(10);
  private static final Duration SHORTEST = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(WatchWorker.class);
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

  /** @param before what was suspected until now, @param next what is from now on */
  private record Round(Lease lease, long epoch, Suspicions before, Suspicions next) {}

  private Suspicions look(Lease lease, long epoch) {
    var round = new Round(lease, epoch, Texts.read(post.json(), lease.notes(), Suspicions.class), new Suspicions());
    var plan = post.plans().plan(new MigrationId(lease.migration()));
    participants(plan, round);
    domains(lease.migration(), plan, round);
    return round.next();
  }

  private void participants(MigrationPlan plan, Round round) {
    var recorded = post.positions().of(round.lease().migration());
    var seen = post.looks().at(plan, watched(plan, recorded));
    var after = post.positions().of(round.lease().migration());
    seen.forEach((name, s) -> difference(plan, recorded.get(name), after.get(name), s)
        .ifPresent(d -> suspect(round, name, recorded.get(name).version(), d)));
  }

  /** Where the domains' rates are what closes, both must stay as they were set. */
  private void domains(String migration, MigrationPlan plan, Round round) {
    var recorded = post.positions().rates(migration).filter(RecordedRates::settled);
    var difference = recorded.flatMap(r -> r.compare(post.looks().rates(plan)));
    if (difference.isEmpty() || !post.positions().rates(migration).equals(recorded)) return;
    suspect(round, NodeName.DOMAINS, recorded.get().version(), difference.get());
  }

  private void suspect(Round round, NodeName name, long version, Difference d) {
    var now = post.clock().instant();
    var known = Optional.ofNullable(round.before().get(name.value())).filter(k -> k.version() == version && k.found().equals(d.found()));
    if (known.isEmpty() && d.lost()) LOG.info("{} of {}: {}; held if it lasts", name, round.lease().migration(), d.found());
    round.next().put(name.value(), known.map(k -> confirmed(round, name, d, k, now)).orElseGet(() -> new Suspicion(version, d.found(), now, -1)));
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

  private Suspicion confirmed(Round round, NodeName name, Difference difference, Suspicion known, Instant now) {
    var believed = known.since().plus(difference.lost() ? LOST_AFTER : CONFIRMED_AFTER);
    if (known.told() == round.epoch() || now.isBefore(believed)) return known;
    post.commands().send(new NoteForeignChange(new MigrationId(round.lease().migration()), name, difference.recorded(), difference.found(), now),
        round.lease().origin());
    return new Suspicion(known.version(), known.found(), known.since(), round.epoch());
  }
}
