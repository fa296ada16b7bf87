// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.checker;

import java.util.List;

/** Says what of a history must never be, by the events and the nodes' own journal alone. */
public final class Checker {

  private static final List<Invariant> ALL = List.of(new NothingIsMovedEarly(), new MovedOnce(), new LimitsComeBack(), new NobodyIsLeftClosed(),
      new SourceIsRetiredLast(), new CallsAreIntended(), new NothingIsMissing(), new WaitsHaveReasons(),
      new RestoredTogether());

  private Checker() {}

  /** Empty when everything holds. */
  public static List<Violation> violations(Evidence evidence) {
    return ALL.stream().flatMap(invariant -> invariant.broken(evidence)).toList();
  }
}
