// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.approval.ApprovalTerms;
import io.cmc.approval.Consents;
import io.cmc.approval.Gate;
import io.cmc.approval.Missing;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.id.PlanHash;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a plan asks of people, and what they said.
 *
 * @param teams that take part, with how many participants
 */
public record Agreement(ApprovalTerms terms, Map<String, Integer> teams, Consents consents) {

  /** Empty where nobody is asked. */
  static Optional<Agreement> of(MigrationPlan plan, PlanHash hash) {
    return plan.terms().approvals().map(terms -> new Agreement(terms,
        new TreeMap<>(plan.participants().stream().collect(Collectors.toMap(ParticipantPlan::team, p -> 1, Integer::sum))), Consents.of(hash)));
  }

  Agreement consents(Consents next) {
    return new Agreement(terms, teams, next);
  }

  /** One participant less. */
  Agreement without(String team) {
    var left = new TreeMap<>(teams);
    left.computeIfPresent(team, (t, n) -> n == 1 ? null : n - 1);
    return new Agreement(terms, left, consents);
  }

  public List<String> names() {
    return List.copyOf(teams.keySet());
  }

  /** What a gate that was not crossed still waits for. */
  public Optional<Missing> missing(Gate gate, Instant at) {
    return consents.hasCrossed(gate) ? Optional.empty() : terms.rule(gate).flatMap(r -> consents.missing(r, names(), Optional.empty(), at));
  }

  public Set<String> notSignedOff() {
    return terms.signOff() ? consents.notSignedOff(names()) : Set.of();
  }
}
