// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.port;

import io.cmc.approval.Gate;
import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;

/** Asks the hooks that stand at a gate whether a migration may go on. */
public interface Gatekeeper {

  /** Where no hooks are. */
  Gatekeeper NOBODY = question -> {
    throw unknown(question.hook());
  };

  /**
   * Blocks until the hook answered, or its time is over. May be asked again: the hook knows the question by its id.
   *
   * @return its own words of agreement; may be empty
   * @throws NodeTrouble PERMANENT when it said no, or is not there; else when it could not be asked or did not answer
   */
  String ask(Question question);

  /**
   * @param hook by its name
   * @param id the same each time this is asked, until a person retries
   */
  record Question(String hook, String id, Gate gate, MigrationPlan plan) {}

  static NodeTrouble unknown(String hook) {
    return new NodeTrouble(NodeTrouble.Kind.PERMANENT,
        Problem.of(ProblemCode.HOOK_FAILED, "the hook " + hook + " of the plan among cmc.hooks.gating", "none of this name"), null);
  }
}
