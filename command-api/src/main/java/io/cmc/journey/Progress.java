// SPDX-License-Identifier: Apache-2.0
package io.cmc.journey;

import io.cmc.id.NodeName;

/**
 * What one participant tells its migration.
 *
 * @param detail what was found, for {@code FELL_BACK} and {@code PARKED}
 */
public record Progress(NodeName participant, Stage stage, int round, Kind kind, String detail) {

  public enum Kind {
    /** The stage's last step is done. */
    REACHED,
    /** The stage's last step is done; a check found something that blocks. */
    REACHED_BLOCKED,
    /** Looked at again at the barrier: as it was left. */
    HOLDS,
    /** Looked at again at the barrier: not as it was left; the stage must be gone through again. */
    FELL_BACK,
    /** Looked at again at the barrier: work is in flight on the source, so all must drain again. */
    IN_FLIGHT,
    /** A person is needed. */
    PARKED,
    /** Goes on after it was parked. */
    UNPARKED
  }
}
