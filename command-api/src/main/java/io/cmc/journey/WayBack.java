// SPDX-License-Identifier: Apache-2.0
package io.cmc.journey;

/** What it takes to return to the source. */
public enum WayBack {
  /** Reconnect and restore the limits. */
  FREE,
  /** Restore the databases of all participants. */
  RESTORE_ALL,
  /** Nothing leads back. */
  FORWARD_ONLY
}
