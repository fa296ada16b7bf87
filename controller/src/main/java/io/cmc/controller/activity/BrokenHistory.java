// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.activity;

import io.cmc.event.Event;

/** An event that cannot have happened to this state: the history is damaged, or the code that reads it is. */
public final class BrokenHistory extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  public BrokenHistory(Object state, Event event) {
    super(event + " does not fit " + state);
  }
}
