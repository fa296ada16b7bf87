// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.GenericAggregateFactory;

/** Makes the faces of journeys that commands are told to. Nothing is injected into one, and so no container is asked for it. */
public final class JourneyFaces {

  private JourneyFaces() {}

  public static AggregateFactory<?> factory() {
    return new GenericAggregateFactory<>(ParticipantMigration.class);
  }
}
