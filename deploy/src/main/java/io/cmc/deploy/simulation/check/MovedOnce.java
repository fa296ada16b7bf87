// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Entry.Change;
import io.cmc.deploy.simulation.time.Tape.Line;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** I2: one effective move for a participant; a call is made again only after a look, and not while the last may be on its way. */
final class MovedOnce implements Invariant {

  /**
   * Whoever cannot see whether a move runs waits longer than this. Each instance by itself: what another one called is not known to it,
   * and the node refuses it.
   */
  private static final long LEAST_PATIENCE = 9_000;

  private final Map<String, Long> calledAt = new HashMap<>();
  private final Set<String> looked = new HashSet<>();
  private final Set<String> running = new HashSet<>();
  private final Set<String> moved = new HashSet<>();

  @Override public void see(Line line) {
    switch (line.entry()) {
      case Entry.Looked l -> looked.add(l.node());
      case Entry.Took t -> took(t);
      case Entry.Called c when c.method().equals("migrate") -> called(line.at(), c);
      default -> { }
    }
  }

  private void called(long at, Entry.Called c) {
    var node = c.node();
    Broken.unless(looked.remove(node), "I2: " + node + " is moved without a look");
    var last = calledAt.put(node + " by " + c.caller().instance(), at);
    Broken.unless(last == null || !running.contains(node) || at - last >= LEAST_PATIENCE,
        "I2: " + node + " is asked to move " + (last == null ? 0 : at - last) + " ms after the last call, which still runs");
  }

  private void took(Entry.Took t) {
    switch (t.change()) {
      case MOVE_BEGAN -> running.add(t.node());
      case MOVE_ENDED, DOWN -> running.remove(t.node());
      case SOURCE_INACTIVE -> Broken.unless(moved.add(t.node()), "I2: " + t.node() + " was moved twice");
      default -> { }
    }
  }

  @Override public void end(Ending ending) {
    Broken.unless(running.isEmpty(), "I2: " + running + " still move at the end");
  }
}
