// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.timeline;

import io.cmc.id.NodeName;
import io.cmc.journey.StepName;

/**
 * All that one node did for one step, in all rounds and passes.
 *
 * @param outcome of the last time
 * @param times how often it was asked for
 */
public record StepRun(NodeName node, StepName step, Taken taken, Outcome outcome, int times, Trouble trouble) {

  /** The worse the later. */
  public enum Outcome { DONE, UNDER_WAY, PARKED, BROKEN_OFF }

  /** @param failed attempts that were made again; @param unresolved how often it was not known whether a call had its effect */
  public record Trouble(int failed, int parked, int unresolved) {

    static final Trouble NONE = new Trouble(0, 0, 0);

    public Trouble plus(Trouble more) {
      return new Trouble(failed + more.failed, parked + more.parked, unresolved + more.unresolved);
    }
  }

  StepRun then(StepRun later) {
    return new StepRun(node, step, taken.plus(later.taken), later.outcome, times + later.times, trouble.plus(later.trouble));
  }
}
