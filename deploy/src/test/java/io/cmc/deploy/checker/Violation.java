// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.checker;

import io.cmc.sim.journal.JournalEntry;
import io.cmc.store.read.SealedEvent;

/**
 * One thing that must never be.
 *
 * @param call as the node saw it, or empty; @param event as the store has it, or empty
 */
public record Violation(String invariant, String node, String call, String event, String what) {

  static Violation of(String invariant, Object node, String what) {
    return new Violation(invariant, node.toString(), "", "", what);
  }

  Violation by(JournalEntry by) {
    return new Violation(invariant, node, "call " + by.seq() + " " + by.method() + " at " + by.at() + " " + by.effects(), event, what);
  }

  Violation in(SealedEvent in) {
    return new Violation(invariant, node, call, "event " + in.position() + " " + in.name() + " at " + in.at(), what);
  }

  @Override public String toString() {
    return String.join(" | ", invariant, node, what, call, event);
  }
}
