// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

/** What a migration is doing, as people ask for it. */
public enum State {
  PLANNED, CHECKING, RUNNING, HELD, AT_GATE, SOAKING, ABORTING, RESTORING, ABORTED, RESTORED, COMPLETED, PANIC_STOPPED, COMPARING;

  public boolean ended() {
    return this == ABORTED || this == RESTORED || this == COMPLETED;
  }
}
