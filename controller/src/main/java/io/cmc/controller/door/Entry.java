// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.Grants;
import io.cmc.access.Reach;
import io.cmc.access.Rule;
import io.cmc.access.Rules;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.wire.Doorkeeper;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One caller before one rule. What the caller cannot see is answered in the very words of what is not there. */
final class Entry {

  private final Rule rule;
  private final Reach reach;
  private final Reach seen;

  Entry(Rule rule, Grants grants) {
    this.rule = rule;
    reach = rule.reach(grants);
    var seeing = EnumSet.copyOf(Rules.SEEING);
    seeing.addAll(rule.roles());
    seen = Reach.of(grants, seeing);
  }

  Optional<Problem> everywhere() {
    return reach.everything() ? Optional.empty() : notAllowed("all teams");
  }

  Optional<Problem> planned(List<String> teams) {
    if (reach.coversEvery(teams)) return Optional.empty();
    return notAllowed(teams.stream().filter(t -> !t.isBlank() && !reach.covers(t)).findFirst().map(Entry::team)
        .orElse("all teams, as the plan has a participant without a team"));
  }

  Optional<Problem> whole(String migration, Optional<MigrationPlan> plan) {
    return unseen(migration, plan).or(() -> reach.coversEvery(moving(plan)) ? Optional.empty() : notAllowed(rule.scope().words()));
  }

  Optional<Problem> any(String migration, Optional<MigrationPlan> plan) {
    return unseen(migration, plan).or(() -> reach.coversAny(moving(plan)) ? Optional.empty() : notAllowed(rule.scope().words()));
  }

  Optional<Problem> named(Asked asked, Optional<MigrationPlan> plan) {
    return unseen(asked.migration(), plan)
        .or(() -> asked.nodes().stream().flatMap(node -> one(asked.migration(), node, plan.orElseThrow()).stream()).findFirst());
  }

  private Optional<Problem> one(String migration, String node, MigrationPlan plan) {
    var team = all(plan).filter(p -> p.name().value().equals(node)).map(ParticipantPlan::team).findFirst();
    if (team.filter(seen::covers).isEmpty()) return Optional.of(OrderDesk.noParticipant(migration, node));
    return reach.covers(team.get()) ? Optional.empty() : notAllowed(team.get().isBlank() ? "all teams" : team(team.get()));
  }

  /** The teams of others are not named here: that would tell who else takes part. */
  private Optional<Problem> unseen(String migration, Optional<MigrationPlan> plan) {
    var there = plan.filter(p -> seen.coversAny(all(p).map(ParticipantPlan::team).toList()));
    return there.isPresent() ? Optional.empty() : Optional.of(OrderDesk.noMigration(migration));
  }

  private static Collection<String> moving(Optional<MigrationPlan> plan) {
    return plan.orElseThrow().participants().stream().map(ParticipantPlan::team).toList();
  }

  private static Stream<ParticipantPlan> all(MigrationPlan plan) {
    return Stream.concat(plan.participants().stream(), plan.aside().stream());
  }

  private static String team(String name) {
    return "team " + name;
  }

  private Optional<Problem> notAllowed(String teams) {
    return Optional.of(Problem.of(ProblemCode.NOT_ALLOWED, rule.wanted() + " for " + teams, Doorkeeper.held(reach)));
  }
}
