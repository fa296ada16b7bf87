// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import io.cmc.event.JourneyEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** A participant's journey as Axon knows it, from one that stays as it is, or none, and what happened since. */
public final class JourneyTelling implements BiFunction<Optional<Object>, List<Object>, Object> {

  /** Of the streams that it is for. */
  public static final String TYPE = ParticipantMigration.TYPE;

  @Override public Object apply(Optional<Object> before, List<Object> since) {
    var journey = before.map(j -> ((ParticipantMigration) j).copy()).orElseGet(ParticipantMigration::new);
    since.forEach(event -> journey.on((JourneyEvent) event));
    return journey;
  }
}
