// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Endpoint;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.ClosingStrategy;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What every plan must fulfil by itself, without a look at any node. */
public final class PlanRules {

  private PlanRules() {}

  /** The first rule that the plan breaks. */
  public static Optional<Problem> firstBroken(MigrationPlan plan) {
    return Stream.<Function<MigrationPlan, Problem>>of(PlanRules::someParticipant, PlanRules::namedOnce, PlanRules::oneNodeEach,
            PlanRules::oneAddressEach, PlanRules::otherDomain, PlanRules::higherVersion, PlanRules::databasesNamed, PlanRules::managersNamed, PlanRules::notBelowPolicy)
        .map(rule -> rule.apply(plan)).filter(Objects::nonNull).findFirst();
  }

  private static Problem someParticipant(MigrationPlan plan) {
    return plan.participants().isEmpty() ? Problem.of(ProblemCode.NO_PARTICIPANTS, "at least one participant", "none") : null;
  }

  private static Problem namedOnce(MigrationPlan plan) {
    return twice(plan, p -> p.name().value()).map(t -> Problem.of(ProblemCode.PARTICIPANT_TWICE, "each participant once", t.get().name() + " twice")).orElse(null);
  }

  private static Problem oneNodeEach(MigrationPlan plan) {
    return twice(plan, p -> p.uid().value()).map(t -> Problem.of(ProblemCode.SAME_NODE, "a node of its own for " + t.first().name() + " and "
        + t.get().name(), "node " + t.get().uid() + " behind both")).orElse(null);
  }

  private static Problem oneAddressEach(MigrationPlan plan) {
    return twice(plan, p -> p.admin().address()).map(t -> Problem.of(ProblemCode.SAME_NODE, "an address of its own for " + t.first().name()
        + " and " + t.get().name(), t.get().admin().address() + " for both")).orElse(null);
  }

  private static Problem otherDomain(MigrationPlan plan) {
    var same = plan.source().id().equals(plan.target().id()) || plan.source().alias().equals(plan.target().alias());
    return same ? Problem.of(ProblemCode.SAME_DOMAIN, "two different domains", plan.source().alias() + " (" + plan.source().id() + ") as source and "
        + plan.target().alias() + " (" + plan.target().id() + ") as target") : null;
  }

  private static Problem higherVersion(MigrationPlan plan) {
    var from = plan.source().protocolVersion();
    var to = plan.target().protocolVersion();
    return to > from ? null : Problem.of(ProblemCode.PROTOCOL_VERSION_NOT_HIGHER, "a target above protocol version " + from, "version " + to);
  }

  private static Problem databasesNamed(MigrationPlan plan) {
    return plan.participants().stream().filter(p -> p.backup() != BackupStrategy.CONFIRM && p.database().isEmpty()).findFirst()
        .map(p -> Problem.of(ProblemCode.DATABASE_NOT_NAMED, "a database of " + p.name() + " for " + p.backup(), "none")).orElse(null);
  }

  private static Problem managersNamed(MigrationPlan plan) {
    if (plan.closing() != ClosingStrategy.DOMAIN_RATE) return null;
    Optional<Endpoint> missing = plan.source().admin().isEmpty() ? plan.source().admin() : plan.target().admin();
    return missing.isPresent() ? null
        : Problem.of(ProblemCode.RATE_NOT_SETTABLE, "the admin APIs of source and target", "not both are named");
  }

  private static Problem notBelowPolicy(MigrationPlan plan) {
    return plan.terms().approvals().flatMap(a -> a.belowFloor()).map(least -> Problem.of(ProblemCode.BELOW_POLICY, "at least " + least, "less")).orElse(null);
  }

  private static Optional<Twice> twice(MigrationPlan plan, Function<ParticipantPlan, String> by) {
    Map<String, ParticipantPlan> seen = new HashMap<>();
    return plan.participants().stream()
        .map(p -> new Twice(seen.putIfAbsent(by.apply(p), p), p)).filter(t -> t.first() != null).findFirst();
  }

  private record Twice(ParticipantPlan first, ParticipantPlan get) {}
}
