// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.access.OrderContext;
import io.cmc.access.Role;
import io.cmc.approval.Deed;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What one proposes and another agrees to by giving the same order.
 *
 * @param about whom or what
 * @param shown what both must have seen
 * @param teams whose it is: where the plan asks for two people, the second is an approver for them
 */
record TwoPeople(Deed deed, String about, String shown, Collection<String> teams) {

  /** Whether nobody proposed the same yet. */
  boolean isNew(Underway u) {
    return u.notes().consents().proposal(deed, about).filter(p -> p.shown().equals(shown)).isEmpty();
  }

  /** Why this person is not the second one. Only for what was proposed. */
  Optional<Problem> objection(Underway u, OrderContext by) {
    var proposer = u.notes().consents().proposal(deed, about).orElseThrow().subject();
    if (proposer.equals(by.actor().subject())) {
      return Optional.of(Problem.of(ProblemCode.SECOND_PERSON_NEEDED, "somebody else than " + by.actor().name() + " to agree", "the one who proposed it"));
    }
    return !asked(u) || teams.stream().allMatch(t -> by.actor().grants().has(Role.APPROVER, t)) ? Optional.empty()
        : Optional.of(Problem.of(ProblemCode.NOT_AN_APPROVER, Role.APPROVER + " for " + teams, by.actor().name() + " without it"));
  }

  /** Whether the plan asks for two people where one would do otherwise. */
  static boolean asked(Underway u) {
    return Crossing.terms(u).filter(t -> t.twoPeople()).isPresent();
  }

  static TwoPeople exclude(Underway u, String node, String shown) {
    return new TwoPeople(Deed.EXCLUDE, node, shown, team(u, node));
  }

  static TwoPeople waive(Underway u, String node, String check) {
    return new TwoPeople(Deed.WAIVE, node + " " + check, "", node.startsWith("@") ? u.plan().teams() : team(u, node));
  }

  static TwoPeople accept(Underway u, String differing) {
    return new TwoPeople(Deed.ACCEPT_DIFFERENCES, "differences", differing, u.plan().teams());
  }

  private static List<String> team(Underway u, String node) {
    return u.plan().participants().stream().filter(p -> p.name().value().equals(node)).map(p -> p.team()).toList();
  }
}
