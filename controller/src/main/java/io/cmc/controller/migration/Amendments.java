// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.controller.activity.Decision.accept;
import static io.cmc.controller.activity.Decision.refuse;

import io.cmc.command.AmendMigration;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationState.Mode;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.event.MigrationEvent;
import io.cmc.event.MigrationEvent.MigrationAmended;
import io.cmc.id.NodeName;
import io.cmc.plan.Amendment;
import io.cmc.plan.Amendment.Change;
import io.cmc.plan.Endpoint;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.Tls;
import io.cmc.plan.Window;
import io.cmc.rejection.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Changes of a plan on the way, each with its old and its new value. */
final class Amendments {
  private Amendments() {}

  static Decision<MigrationEvent> amend(MigrationState state, AmendMigration c) {
    if (!(state instanceof Underway u) || u.mode() == Mode.CHECK) return MigrationDecider.wrong("a migration that was started and has not ended", state);
    var unknown = Stream.concat(c.amendment().admins().keySet().stream(), c.amendment().ledgers().keySet().stream())
        .filter(n -> all(u.plan()).noneMatch(p -> p.name().equals(n))).map(NodeName::value).findFirst();
    if (unknown.isPresent()) return refuse(ProblemCode.PARTICIPANT_NOT_FOUND, "one of " + u.plan().names(), unknown.get());
    var next = u.plan().amended(c.amendment());
    var broken = PlanRules.firstBroken(next);
    if (broken.isPresent()) return new Decision.Refused<>(broken.get());
    var changes = changes(u.plan(), next);
    return changes.isEmpty() ? Decision.nothing()
        : accept(new Advance(u, c.by().at()).add(new MigrationAmended(c.migration(), changes, next, c.by().at()))
            .addAll(Crossing.changed(u, changes.toString(), c.by().actor().subject(), c.by().at())).on());
  }

  private static List<Change> changes(MigrationPlan before, MigrationPlan after) {
    var all = new ArrayList<Change>();
    add(all, "window", before.terms().window(), after.terms().window(), Window::toString);
    add(all, "ping timeout", before.verification().pingTimeout(), after.verification().pingTimeout());
    pace(all, before.pace(), after.pace());
    all(before).forEach(p -> addresses(all, p, after.participant(p.name())));
    return all;
  }

  private static void pace(List<Change> all, Pace before, Pace after) {
    add(all, "parallel", before.parallel(), after.parallel());
    add(all, "backups per host", before.backupsPerHost(), after.backupsPerHost());
    add(all, "dump jobs", before.dumpJobs(), after.dumpJobs());
    add(all, "attempts", before.attempts(), after.attempts());
    add(all, "phase limit", before.phaseLimit(), after.phaseLimit());
    add(all, "drain limit", before.drainLimit(), after.drainLimit());
  }

  private static void addresses(List<Change> all, ParticipantPlan before, ParticipantPlan after) {
    endpoint(all, "admin API of " + before.name(), Optional.of(before.admin()), Optional.of(after.admin()));
    endpoint(all, "ledger API of " + before.name(), before.ledger(), after.ledger());
  }

  private static void endpoint(List<Change> all, String what, Optional<Endpoint> before, Optional<Endpoint> after) {
    add(all, what, before, after, Endpoint::address);
    add(all, "TLS of the " + what, before.flatMap(Endpoint::tls), after.flatMap(Endpoint::tls), Amendments::word);
    add(all, "token for the " + what, before.flatMap(Endpoint::token), after.flatMap(Endpoint::token), t -> t.kind() + " " + t.name());
  }

  private static String word(Tls tls) {
    var named = Stream.of(tls.trustCollectionFile().map(f -> "trusts " + f), tls.certificateFile().map(f -> "certificate " + f),
        tls.privateKeyFile().map(f -> "key " + f), tls.serverName().map(n -> "server name " + n)).flatMap(Optional::stream).collect(Collectors.joining(", "));
    return named.isEmpty() ? "as the JVM has it" : named;
  }

  private static <T> void add(List<Change> all, String what, Optional<T> before, Optional<T> after, Function<T, String> word) {
    add(all, what, before.map(word).orElse("none"), after.map(word).orElse("none"));
  }

  private static void add(List<Change> all, String what, Object before, Object after) {
    if (!before.equals(after)) all.add(new Change(what, before.toString(), after.toString()));
  }

  private static Stream<ParticipantPlan> all(MigrationPlan plan) {
    return Stream.concat(plan.participants().stream(), plan.aside().stream());
  }
}
