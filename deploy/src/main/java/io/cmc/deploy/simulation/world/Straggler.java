// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import io.cmc.controller.port.NodeTrouble;

/**
 * A call that hangs in the node's queue of connections when its caller has long given up. It is done behind one of the next looks, or
 * before whatever comes next in that queue; what is set beside the queue does not wait for it.
 */
final class Straggler {

  private static final Runnable NOTHING = () -> { };

  private Runnable effect = NOTHING;
  private int looks;

  /** @param behind so many looks at the connections */
  void hang(int behind, Runnable what) {
    end();
    effect = what;
    looks = behind;
  }

  void looked() {
    if (looks > 0 && --looks == 0) end();
  }

  void end() {
    var what = effect;
    forget();
    try {
      what.run();
    } catch (NodeTrouble toldToNobody) {
      // who asked is gone
    }
  }

  /** With the process. */
  void forget() {
    effect = NOTHING;
    looks = 0;
  }
}
