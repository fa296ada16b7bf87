// SPDX-License-Identifier: Apache-2.0
package io.cmc.approval;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a plan asks of people before it goes on.
 *
 * @param gates at most one rule for each
 * @param signOff whether the start waits until each team has signed off its own participants
 * @param twoPeople whether a waiver, and differences that are accepted, take two people
 * @param breakGlass for how long at most a gate's count may be lowered in an emergency; zero: never
 * @param policy the service's floor that held when the plan was kept; absent: there was none
 */
public record ApprovalTerms(List<Rule> gates, boolean signOff, boolean twoPeople, Duration breakGlass, Optional<Policy> policy) {

  public ApprovalTerms {
    gates = gates.stream().sorted((a, b) -> a.gate().compareTo(b.gate())).toList();
  }

  public Optional<Rule> rule(Gate gate) {
    return gates.stream().filter(r -> r.gate() == gate).findFirst();
  }

  /** The least that would do, where this asks for less than the floor it was made under. */
  public Optional<String> belowFloor() {
    return policy.flatMap(p -> p.above(this));
  }
}
