// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

/** How far a participant is, by the last event that told so. */
public enum Position {
  /** Named by a plan; its journey has not begun. */
  PLANNED,
  ENROLLED, SAVED, QUIESCED, DRAINED, COUNTED, DISCONNECTED, BACKED_UP, MOVED, RECONNECTED, COMPARED, EASED, VERIFIED, REOPENED, HOME,
  STOPPED, RESTORED, STARTED, RECOVERED, REJOINED, AWAY, RETURNED;

  /** Where a barrier sends it that found it no longer as it was left. */
  Position fallenBack() {
    return switch (this) {
      case QUIESCED -> SAVED;
      case COUNTED -> QUIESCED;
      case DISCONNECTED -> COUNTED;
      case BACKED_UP -> DISCONNECTED;
      case RECONNECTED -> MOVED;
      case VERIFIED -> EASED;
      case REJOINED -> AWAY;
      default -> throw new IllegalStateException("no barrier sends back from " + this);
    };
  }
}
