// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.time;

import io.cmc.event.Event;

/** One thing that happened. */
public sealed interface Entry {

  /** An event was stored. */
  record Stored(Event event) implements Entry {}

  /** A call that changes something reached a node. @param caller empty text for a person's or a stranger's hand */
  record Called(String node, String method, String arguments, Caller caller) implements Entry {}

  /** A call that only reads was answered by a node. */
  record Looked(String node, String method) implements Entry {}

  /** Something became true at a node. */
  record Took(String node, Change change, String detail) implements Entry {}

  /** A piece of work was given to an instance, or asked for anew by nobody. */
  record Granted(long work, long epoch, String owner) implements Entry {}

  /** Somebody who does not know of the migration changed a participant in a way that matters to it. */
  record Meddled(String node, String what) implements Entry {}

  /** Orders, faults and whatever else a reader of the story wants to know. */
  record Said(String text) implements Entry {}

  /** @param work the durable work under which the call is made, with its epoch at that time */
  record Caller(String instance, long work, long epoch) {}

  enum Change {
    UP, DOWN, CONNECTED, DISCONNECTED, MOVE_BEGAN, SOURCE_VACATING, CONTRACTS_MOVED, TARGET_ACTIVE, SOURCE_INACTIVE, MOVE_ENDED,
    LIMITS, RATE, BACKUP_TAKEN, RESTORED
  }
}
