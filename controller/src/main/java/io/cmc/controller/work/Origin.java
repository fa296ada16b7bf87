// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.store.deed.TraceParent;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * What a piece of work comes from.
 *
 * @param cause id of the event that asked for it
 * @param correlation id of the order that set everything in motion
 * @param trace that it is part of, as {@link TraceParent}; empty: none
 */
record Origin(String cause, String correlation, String trace) {

  private static final Origin NONE = new Origin("", "", "");

  /** The event that is being handled on this thread. */
  static Origin here() {
    return CurrentUnitOfWork.isStarted() && CurrentUnitOfWork.get().getMessage() instanceof EventMessage<?> e
        ? new Origin(e.getIdentifier(), text(e, "correlationId"), text(e, TraceParent.KEY))
        : NONE;
  }

  /** Of what this thread does for it, else of what asked for it. */
  String traceNow() {
    var now = TraceParent.current();
    return now.isEmpty() ? trace : now;
  }

  private static String text(EventMessage<?> event, String key) {
    return String.valueOf(event.getMetaData().getOrDefault(key, ""));
  }
}
