// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.MigrationStatus;

/** A migration's status as it was at one moment, people by their names. May be told any number of times, by any thread. */
interface StatusAnswer {

  /** All of it. */
  MigrationStatus whole();

  /** What is told otherwise than in an answer of that revision; all of it where that is not known. */
  MigrationStatus since(String revision);

  /** The last event that it knows. */
  long asOf();

  /** Where not all may be seen, all that may be is told each time. */
  record Veiled(MigrationStatus whole) implements StatusAnswer {

    @Override public MigrationStatus since(String revision) {
      return whole;
    }

    @Override public long asOf() {
      return whole.getAsOfPosition();
    }
  }
}
