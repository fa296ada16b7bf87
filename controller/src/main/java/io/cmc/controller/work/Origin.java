// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * What a piece of work comes from.
 *
 * @param cause id of the event that asked for it
 * @param correlation id of the order that set everything in motion
 */
record Origin(String cause, String correlation) {

  private static final Origin NONE = new Origin("", "");

  /** The event that is being handled on this thread. */
  static Origin here() {
    return CurrentUnitOfWork.isStarted() && CurrentUnitOfWork.get().getMessage() instanceof EventMessage<?> e
        ? new Origin(e.getIdentifier(), String.valueOf(e.getMetaData().getOrDefault("correlationId", "")))
        : NONE;
  }
}
