// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What came of a survey.
 *
 * @param plan with everything resolved; empty when a finding blocks, for then something is open or cannot be
 * @param findings in the order in which they were made
 */
public record Surveyed(Optional<MigrationPlan> plan, List<Finding> findings) {

  public Surveyed {
    findings = List.copyOf(findings);
  }

  static Surveyed blocked(List<Finding> findings) {
    return new Surveyed(Optional.empty(), findings);
  }
}
