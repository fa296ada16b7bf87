// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.approval.Gate;
import io.cmc.id.NodeName;
import io.cmc.journey.ReconcileCause;
import io.cmc.projection.ProblemWords;
import io.cmc.projection.sight.View;
import io.cmc.projection.status.MigrationRow.Preflight;
import io.cmc.projection.status.MigrationRow.StageRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in one sentence what a migration waits for. What needs a person comes before what goes by itself. */
public final class Waits {

  /** So many participants are named; the others are counted. */
  private static final int NAMED = 3;

  private Waits() {}

  /** @param participants of this migration, all of them or at least those that are not idle; empty when it waits for nothing */
  public static Optional<Wait> of(MigrationRow row, Collection<ParticipantRow> participants) {
    return of(row, participants, View.WHOLE);
  }

  /** @param view who is named; the others are counted */
  public static Optional<Wait> of(MigrationRow row, Collection<ParticipantRow> participants, View view) {
    if (row.state().ended()) return Optional.empty();
    var busy = participants.stream().filter(p -> !p.excluded() && !p.activity().is(Activity.State.IDLE))
        .sorted(Comparator.comparing(ParticipantRow::name)).toList();
    return stopped(row, view)
        .or(() -> parked(row, busy, view))
        .or(() -> gate(row))
        .or(() -> soak(row))
        .or(() -> order(row, view))
        .or(() -> domains(row, view))
        .or(() -> stage(row, busy, view))
        .map(w -> byTwo(row, proposed(row, overdue(row, w), view)));
  }

  /** What an idle participant waits for is what its migration waits for. */
  public static String of(MigrationRow row, ParticipantRow participant) {
    return of(row, participant, ofIdle(row, View.WHOLE));
  }

  /** @param idle what idle participants wait for, the same for all of them */
  public static String of(MigrationRow row, ParticipantRow participant, String idle) {
    var own = participant.activity();
    return !own.is(Activity.State.IDLE) || row.state().ended() ? own.waitsFor() : idle;
  }

  /** What each idle participant of a migration waits for that has not ended. @param view who is named */
  public static String ofIdle(MigrationRow row, View view) {
    return stopped(row, view).or(() -> gate(row)).map(Wait::sentence)
        .orElseGet(() -> row.standing().stage().filter(s -> s.stage().onParticipants()).map(s -> "the other participants").orElse(""));
  }

  private static Optional<Wait> stopped(MigrationRow row, View view) {
    return comparing(row).or(() -> panic(row, view)).or(() -> held(row, view));
  }

  private static Optional<Wait> comparing(MigrationRow row) {
    return row.pauses().comparing().map(c -> new Wait(c.pending() + " of " + participants(c.total())
        + " to be looked at: they are compared with what is recorded" + why(c.cause()), c.since()));
  }

  private static String why(ReconcileCause cause) {
    return switch (cause) {
      case START -> " since the service was started, or its database is another one";
      case TAKEOVER -> " since another instance is gone";
      case PANIC -> " to leave the panic stop";
      case ORDER -> "";
    };
  }

  private static Optional<Wait> panic(MigrationRow row, View view) {
    return row.pauses().panic().map(p -> new Wait("an order to resume, which compares first; panic stop" + by(p.by()) + because(p.reason())
        + differences(row, view), p.since()));
  }

  private static Optional<Wait> held(MigrationRow row, View view) {
    return row.pauses().hold().map(h -> new Wait("an order to resume; held" + by(h.by()) + because(h.reason()) + differences(row, view), h.since()));
  }

  private static String differences(MigrationRow row, View view) {
    var all = row.pauses().differences();
    return all.isEmpty() ? "" : "; not as recorded: "
        + listed(all, Pauses.Difference::node, view, d -> d.node() + " (recorded: " + d.recorded() + ", found: " + d.found() + ")");
  }

  private static String by(String actor) {
    return actor.isEmpty() ? "" : " by " + actor;
  }

  private static String because(String reason) {
    return reason == null || reason.isBlank() ? "" : ": " + reason;
  }

  private static Optional<Wait> parked(MigrationRow row, List<ParticipantRow> busy, View view) {
    var domains = row.domains().activity();
    if (domains.is(Activity.State.PARKED)) return Optional.of(new Wait("a person: the domains are parked at " + told(domains, view), domains.since()));
    var parked = busy.stream().filter(p -> p.activity().is(Activity.State.PARKED)).toList();
    return earliest(parked).map(since -> new Wait("a person: "
        + listed(parked, ParticipantRow::name, view, p -> p.name() + " is parked at " + told(p.activity(), View.WHOLE)), since));
  }

  /** What was found on the domains may be somebody else's; why it stands still is not. */
  private static String told(Activity parked, View view) {
    return step(parked) + parked.problem().map(p -> ": " + (view.whole() ? ProblemWords.of(p) : p.code().name())).orElse("");
  }

  private static Optional<Wait> gate(MigrationRow row) {
    return row.pauses().gate().map(g -> new Wait(missing(row, Gate.before(g.before())).map(m -> m + " at the gate before " + g.before())
        .orElse("the gate before " + g.before() + " to be released"), g.since()));
  }

  private static Optional<String> missing(MigrationRow row, Optional<Gate> gate) {
    return gate.flatMap(g -> row.agreement().flatMap(a -> a.missing(g, row.times().latest()))).map(Object::toString);
  }

  /** Whose word the start waits for. */
  private static String words(MigrationRow row) {
    var unsigned = row.agreement().map(Agreement::notSignedOff).filter(t -> !t.isEmpty()).map(t -> "a sign-off by " + String.join(", ", t) + "; ").orElse("");
    return unsigned + missing(row, Optional.of(Gate.START)).map(m -> m + "; ").orElse("");
  }

  private static Optional<Wait> soak(MigrationRow row) {
    return row.pauses().soak().map(s -> new Wait("the soak time to end at " + s.until() + ", or an order to retire the source", s.since()));
  }

  private static Optional<Wait> order(MigrationRow row, View view) {
    if (row.state() != State.PLANNED) return Optional.empty();
    var checked = row.standing().preflight().filter(p -> p.at().isPresent());
    return Optional.of(new Wait(words(row) + "an order to start" + checked.map(last -> verdict(last, view)).orElse(""),
        checked.flatMap(Preflight::at).orElse(row.times().planned())));
  }

  private static String verdict(Preflight last, View view) {
    if (last.blocked().isEmpty()) return "; the last checks passed";
    var named = last.blocked().stream().filter(view::names).map(n -> n.isDomains() ? "the domains" : n.value());
    var others = last.blocked().stream().filter(n -> !view.names(n)).count();
    return "; the last checks found what blocks on "
        + Stream.concat(named, others == 0 ? Stream.of() : Stream.of(others + " of other teams")).collect(Collectors.joining(", "));
  }

  private static Optional<Wait> domains(MigrationRow row, View view) {
    var doing = row.domains().activity();
    if (doing.is(Activity.State.IDLE)) return Optional.empty();
    return Optional.of(new Wait(doing.waitsFor().isEmpty() || !view.whole() ? step(doing) + " on the domains" : doing.waitsFor(), doing.since()));
  }

  private static Optional<Wait> stage(MigrationRow row, List<ParticipantRow> busy, View view) {
    return row.standing().stage().filter(s -> s.missing() > 0 || !busy.isEmpty())
        .map(s -> new Wait(progress(s) + (busy.isEmpty() ? "" : ": " + listed(busy, ParticipantRow::name, view, Waits::doing)), s.since()));
  }

  private static String progress(StageRun run) {
    var what = run.looking() ? " to be looked at again after " : " on the way through ";
    return Math.max(1, run.missing()) + " of " + participants(run.total()) + what + run.stage();
  }

  private static String participants(int n) {
    return n + (n == 1 ? " participant" : " participants");
  }

  private static String doing(ParticipantRow p) {
    var a = p.activity();
    return p.name() + " (" + step(a) + ", " + (a.waitsFor().isEmpty() ? a.state().name().toLowerCase(java.util.Locale.ROOT) : a.waitsFor()) + ")";
  }

  private static <T> String listed(List<T> rows, Function<T, NodeName> who, View view, Function<T, String> words) {
    var told = rows.stream().filter(r -> view.names(who.apply(r))).toList();
    var parts = told.stream().limit(NAMED).map(words).collect(Collectors.toCollection(ArrayList::new));
    if (told.size() > NAMED) parts.add("and " + (told.size() - NAMED) + " more");
    if (rows.size() > told.size()) parts.add(rows.size() - told.size() + " of other teams");
    return String.join("; ", parts);
  }

  private static String step(Activity activity) {
    return activity.step().map(Enum::name).orElse("a step");
  }

  private static Optional<Instant> earliest(List<ParticipantRow> rows) {
    return rows.stream().map(p -> p.activity().since()).min(Comparator.naturalOrder());
  }

  private static Wait proposed(MigrationRow row, Wait wait, View view) {
    var open = row.departures().exclusions().stream().filter(e -> !e.decided()).toList();
    return open.isEmpty() ? wait : new Wait(wait.sentence() + "; and a second person to agree that it goes on without "
        + listed(open, Departures.Exclusion::node, view, e -> e.node() + " (proposed by " + e.proposed() + ")"), wait.since());
  }

  private static Wait byTwo(MigrationRow row, Wait wait) {
    var open = row.agreement().map(a -> a.consents().proposed()).orElse(List.of());
    return open.isEmpty() ? wait : new Wait(wait.sentence() + "; and a second person to agree to "
        + open.stream().map(p -> p.deed() + " " + p.about() + " (proposed by " + p.subject() + ")").collect(Collectors.joining("; ")), wait.since());
  }

  private static Wait overdue(MigrationRow row, Wait wait) {
    return row.pauses().overdue()
        .map(o -> new Wait(wait.sentence() + " (" + o.phase() + " takes longer than its limit of " + o.limit().toMinutes() + " min)", wait.since()))
        .orElse(wait);
  }
}
