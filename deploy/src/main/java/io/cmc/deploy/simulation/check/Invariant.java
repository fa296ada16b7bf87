// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.time.Tape.Line;

/** One thing that must hold. Sees every line of the tape once, in order. */
interface Invariant {

  /** @throws Broken when it does not hold */
  void see(Line line);

  /** The story is over. @throws Broken when it does not hold */
  default void end(Ending ending) {}

  /** How a run ended. */
  enum Ending { COMPLETED, ABORTED, RESTORED, STANDING }

  /** What must hold does not. */
  final class Broken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Broken(String what) {
      super(what, null, false, false);
    }

    static void unless(boolean holds, String what) {
      if (!holds) throw new Broken(what);
    }
  }
}
