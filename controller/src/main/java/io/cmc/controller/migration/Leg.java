// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.journey.Phase;
import io.cmc.journey.Stage;

/** A piece of a migration's course. */
public sealed interface Leg {

  Stage stage();

  default Phase phase() {
    return stage().phase();
  }

  /** All participants (or the domains) go through the stage. */
  record Through(Stage stage) implements Leg {}

  /** All participants are looked at again: are they still as the stage left them? */
  record Barrier(Stage stage) implements Leg {}
}
