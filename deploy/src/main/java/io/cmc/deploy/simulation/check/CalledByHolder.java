// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape.Line;
import java.util.HashMap;
import java.util.Map;

/** I11: only the holder of the current epoch calls nodes. */
final class CalledByHolder implements Invariant {

  /** Part of a look, and changes nothing that the move before it would not change. */
  static final String PROBE = "probe";

  private final Map<Long, Entry.Granted> granted = new HashMap<>();

  @Override public void see(Line line) {
    switch (line.entry()) {
      case Entry.Granted g -> granted.put(g.work(), g);
      case Entry.Called c when !c.method().equals(PROBE) -> {
        var now = granted.get(c.caller().work());
        Broken.unless(now.epoch() == c.caller().epoch(), "I11: " + c.node() + " got " + c.method() + " from " + c.caller().instance() + " with epoch "
            + c.caller().epoch() + ", when " + now.epoch() + " was given to '" + now.owner() + "'");
      }
      default -> { }
    }
  }
}
