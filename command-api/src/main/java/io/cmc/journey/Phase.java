// SPDX-License-Identifier: Apache-2.0
package io.cmc.journey;

/** The phases of a migration in their order; between any two stands a barrier across all participants. */
public enum Phase {
  PREFLIGHT, QUIESCE, DRAIN, DISCONNECT, BACK_UP, MOVE_CONTRACTS, RECONNECT, VERIFY, REOPEN, RETIRE,
  /** The way back to the source, before the first point of no return. */
  ABORT,
  /** The way back by the databases, between the two points of no return; ends in ABORT. */
  RESTORE
}
