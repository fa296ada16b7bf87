// SPDX-License-Identifier: Apache-2.0
package io.cmc.approval;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The floor below which the service takes no plan.
 *
 * @param signOff whether each team must have signed off its own participants before the start
 * @param twoPeople whether a waiver, and differences that are accepted, take two people
 * @param breakGlass for how long at most a gate's count may be lowered in an emergency; zero: never
 */
public record Policy(List<Rule> gates, boolean signOff, boolean twoPeople, Duration breakGlass) {

  public static final Duration BREAK_GLASS = Duration.ofHours(1);

  /** Asks for nothing. */
  public static final Policy NONE = new Policy(List.of(), false, false, BREAK_GLASS);

  public Policy {
    gates = gates.stream().sorted((a, b) -> a.gate().compareTo(b.gate())).toList();
  }

  public Optional<Rule> rule(Gate gate) {
    return gates.stream().filter(r -> r.gate() == gate).findFirst();
  }

  /** Where a plan asks for less. The text says what is the least. */
  Optional<String> above(ApprovalTerms terms) {
    var gate = gates.stream().filter(floor -> terms.rule(floor.gate()).filter(r -> r.reaches(floor)).isEmpty()).findFirst().map(Rule::toString);
    if (gate.isPresent()) return gate;
    if (signOff && !terms.signOff()) return Optional.of("a sign-off by each team");
    if (twoPeople && !terms.twoPeople()) return Optional.of("two people for waivers and accepted differences");
    return terms.breakGlass().compareTo(breakGlass) > 0 ? Optional.of("break-glass of at most " + breakGlass) : Optional.empty();
  }
}
