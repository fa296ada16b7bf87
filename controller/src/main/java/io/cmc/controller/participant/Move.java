// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import io.cmc.event.JourneyEvent.Arrival;

/** One legal move: being at {@code from}, the event leads to {@code to}. */
public record Move(Class<? extends Position> from, Class<? extends Arrival> event, Class<? extends Position> to) {

  @Override public String toString() {
    return from.getSimpleName() + " --" + event.getSimpleName() + "--> " + to.getSimpleName();
  }
}
