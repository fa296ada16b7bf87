// SPDX-License-Identifier: Apache-2.0
package io.cmc.approval;

import io.cmc.approval.Missing.Share;
import io.cmc.id.PlanHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What people agreed to of one migration, and whether that is enough. Pure; changed only by what became true.
 *
 * @param hash of the plan as it is now
 * @param asked who asked for what
 * @param standing approvals that nobody revoked and that did not run out
 * @param spent idempotency keys of approvals that were ever given
 * @param signedOff who signed off, by team
 * @param glasses gates whose count was lowered
 * @param proposed what one of two people said so far
 * @param crossed gates, with what each stood on
 */
public record Consents(PlanHash hash, List<Asked> asked, List<Approval> standing, Set<String> spent, Map<String, SignedOff> signedOff,
    List<Glass> glasses, List<Proposed> proposed, List<Crossed> crossed) {

  /** @param gate absent: the whole migration */
  public record Asked(Optional<Gate> gate, String subject) {}

  public record SignedOff(String subject, String name, Instant at) {}

  /** @param over whether the time that was asked for is up */
  public record Glass(Gate gate, String subject, String name, String reason, Instant until, boolean over) {
    boolean lowers(Gate at, Instant now) {
      return gate == at && !over && now.isBefore(until);
    }
  }

  /** @param about whom or what; @param shown what the first was shown, so that the second agrees to the same */
  public record Proposed(Deed deed, String about, String shown, String subject) {}

  public record Crossed(Gate gate, PlanHash hash, List<Approval> approvals, Instant at) {}

  public static Consents of(PlanHash hash) {
    return new Consents(hash, List.of(), List.of(), Set.of(), Map.of(), List.of(), List.of(), List.of());
  }

  public boolean hasCrossed(Gate gate) {
    return crossed.stream().anyMatch(c -> c.gate() == gate);
  }

  /** Whether the person asked for what this gate lets through, and so has no voice. */
  public boolean askedFor(Gate gate, String subject) {
    return asked.stream().anyMatch(a -> a.subject().equals(subject) && a.gate().map(g -> g == gate).orElse(true));
  }

  public Optional<Approval> of(Gate gate, String subject) {
    return standing.stream().filter(a -> a.gate() == gate && a.subject().equals(subject)).findFirst();
  }

  public Optional<Proposed> proposal(Deed deed, String about) {
    return proposed.stream().filter(p -> p.deed() == deed && p.about().equals(about)).findFirst();
  }

  /** Whether the person ever lowered a gate's count. */
  public boolean brokeGlass(String subject) {
    return glasses.stream().anyMatch(g -> g.subject().equals(subject));
  }

  public Optional<Glass> lowered(Gate gate, Instant at) {
    return glasses.stream().filter(g -> g.lowers(gate, at)).findFirst();
  }

  /** Approvals that count now, each of another person. @param asking who asks for the crossing just now */
  public List<Approval> counting(Gate gate, Optional<String> asking, Instant at) {
    return standing.stream().filter(a -> a.counts(gate, hash, at) && !askedFor(gate, a.subject()) && !asking.filter(a.subject()::equals).isPresent())
        .toList();
  }

  /**
   * What keeps a gate shut; empty where nothing does.
   *
   * @param teams that take part
   * @param asking who asks for the crossing just now
   */
  public Optional<Missing> missing(Rule rule, Collection<String> teams, Optional<String> asking, Instant at) {
    var counting = counting(rule.gate(), asking, at);
    var open = shares(rule, teams).stream().map(s -> new Share(s.team(), s.count() - given(counting, s.team()))).filter(s -> s.count() > 0).toList();
    return open.isEmpty() || oneWillDo(rule.gate(), counting, at) ? Optional.empty() : Optional.of(new Missing(rule.gate(), rule.role(), open));
  }

  private static List<Share> shares(Rule rule, Collection<String> teams) {
    return rule.scope() == Scope.ALL_TEAMS ? List.of(new Share("", rule.count()))
        : new TreeSet<>(teams).stream().map(t -> new Share(t, rule.count())).toList();
  }

  private static int given(List<Approval> counting, String team) {
    return (int) counting.stream().filter(a -> a.team().orElse("").equals(team)).map(Approval::subject).distinct().count();
  }

  /** Who lowered the count is never the one who fills it. */
  private boolean oneWillDo(Gate gate, List<Approval> counting, Instant at) {
    return lowered(gate, at).isPresent() && counting.stream().anyMatch(a -> !brokeGlass(a.subject()));
  }

  /** @param needed teams that must sign off */
  public Set<String> notSignedOff(Collection<String> needed) {
    var left = new TreeSet<>(needed);
    left.removeAll(signedOff.keySet());
    return left;
  }

  public Consents asked(Asked more) {
    return new Consents(hash, asked.contains(more) ? asked : and(asked, more), standing, spent, signedOff, glasses, proposed, crossed);
  }

  /** Takes the place of what the same person said of the same gate. */
  public Consents given(Approval a) {
    var others = standing.stream().filter(s -> s.gate() != a.gate() || !s.subject().equals(a.subject()));
    return new Consents(hash, asked, Stream.concat(others, Stream.of(a)).toList(), a.order().isEmpty() ? spent : plus(spent, a.order()), signedOff,
        glasses, proposed, crossed);
  }

  public Consents withdrawn(Gate gate, String subject) {
    return without(a -> a.gate() == gate && a.subject().equals(subject));
  }

  private Consents without(Predicate<Approval> such) {
    return new Consents(hash, asked, standing.stream().filter(such.negate()).toList(), spent, signedOff, glasses, proposed, crossed);
  }

  /** The plan is another: what was said of the one before counts no more. */
  public Consents voided(PlanHash now) {
    return new Consents(now, asked, List.of(), spent, signedOff, glasses, proposed, crossed);
  }

  public Consents signedOff(String team, SignedOff by) {
    var next = new TreeMap<>(signedOff);
    next.put(team, by);
    return new Consents(hash, asked, standing, spent, next, glasses, proposed, crossed);
  }

  public Consents notSignedOff(String team) {
    var next = new TreeMap<>(signedOff);
    next.remove(team);
    return new Consents(hash, asked, standing, spent, next, glasses, proposed, crossed);
  }

  public Consents broken(Glass glass) {
    return new Consents(hash, asked, standing, spent, signedOff, and(mended(glass.gate()).glasses, glass), proposed, crossed);
  }

  public Consents mended(Gate gate) {
    var over = glasses.stream().map(g -> g.gate() == gate ? new Glass(g.gate(), g.subject(), g.name(), g.reason(), g.until(), true) : g).toList();
    return new Consents(hash, asked, standing, spent, signedOff, over, proposed, crossed);
  }

  public Consents proposed(Proposed more) {
    return new Consents(hash, asked, standing, spent, signedOff, glasses, and(settled(more.deed(), more.about()).proposed, more), crossed);
  }

  /** Whatever was proposed about this is decided. */
  public Consents settled(Deed deed, String about) {
    var left = proposed.stream().filter(p -> p.deed() != deed || !p.about().equals(about)).toList();
    return new Consents(hash, asked, standing, spent, signedOff, glasses, left, crossed);
  }

  public Consents crossed(Crossed gate) {
    return new Consents(hash, asked, standing, spent, signedOff, glasses, proposed, and(crossed, gate));
  }

  private static <T> List<T> and(List<T> all, T more) {
    var next = new ArrayList<>(all);
    next.add(more);
    return List.copyOf(next);
  }

  private static Set<String> plus(Set<String> all, String more) {
    var next = new TreeSet<>(all);
    next.add(more);
    return next;
  }
}
