// SPDX-License-Identifier: Apache-2.0
package io.cmc.seal;

import io.cmc.seal.Tampered.Fault;

/** The events of an export, one after the other. Each method throws {@link Tampered} at the first that does not fit. */
interface EventRun {

  void event(HistoryEntry.Event event);

  /** All events of the checkpoint's range that are in the export were given. */
  void covered(Checkpoint checkpoint);

  /** Of the last event that was given; 0 before the first. */
  long position();

  /** How many are not covered by a checkpoint. */
  long unsigned();

  static Tampered bad(SealedFact fact, String what) {
    return new Tampered(new Fault(fact.position(), fact.migration(), fact.migrationSequence(), what));
  }

  static Tampered bad(long position, String what) {
    return new Tampered(new Fault(position, "", 0, what));
  }
}
