// SPDX-License-Identifier: Apache-2.0
package io.cmc.event;

import io.cmc.id.MigrationId;
import java.time.Instant;

/** Something that became true. What it says is never changed; a new meaning is a new revision. */
public sealed interface Event permits MigrationEvent, JourneyEvent, OrderEvent {

  MigrationId migration();

  /** When, by the clock of the service that took the command. */
  Instant at();
}
