// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.timeline;

import io.cmc.journey.Phase;

/**
 * All that was done in one phase, with the gate before it.
 *
 * @param times how often it was gone through
 */
public record PhaseRun(Phase phase, Taken taken, int times, boolean ended) {

  PhaseRun then(PhaseRun later) {
    return new PhaseRun(phase, taken.plus(later.taken), times + later.times, later.ended);
  }
}
