// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import io.cmc.event.Event;
import java.time.Instant;
import java.util.Map;

/**
 * An event with its place in the one order that every reader sees.
 *
 * @param position from 1, without gaps, over all events
 * @param migrationSequence from 1, without gaps, within the event's migration
 * @param stream of the aggregate, and {@code sequenceNumber} from 0 within it
 * @param at when it was published
 * @param name as stored, with {@code revision}; {@code payload} is the event of today that it is read as
 * @param raw the payload's JSON, byte for byte as it was sealed
 * @param hash of the chain up to this event, SHA-256 in hex
 */
public record SealedEvent(long position, long migrationSequence, String eventId, String stream, long sequenceNumber, Instant at, String name,
    String revision, Event payload, Map<String, String> metadata, String raw, String hash) {

  public SealedEvent {
    metadata = Map.copyOf(metadata);
  }
}
