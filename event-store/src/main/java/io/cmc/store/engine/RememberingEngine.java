// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;

/**
 * Reads of a stream that it has read before only what came since, and the last event that it knew once more. Where that is not the same any
 * more (it was read in a transaction that was undone, or the database is another), the whole stream is read. So what is decided upon is
 * what the store holds at that moment, as without it, on however many instances: rows are only ever added, and every load asks the store.
 */
final class RememberingEngine extends JdbcEventStorageEngine {

  /** About as many as a fleet of a thousand has; some 100 MB at the most. */
  private static final int EVENTS = 100_000;

  private final RememberedStreams streams = new RememberedStreams(EVENTS);

  RememberingEngine(Builder builder) {
    super(builder);
  }

  @Override public DomainEventStream readEvents(String stream, long from) {
    if (from != 0) return super.readEvents(stream, from);
    var all = streams.find(stream).flatMap(known -> continued(stream, known)).orElseGet(() -> list(super.readEvents(stream, 0)));
    streams.put(stream, all);
    return DomainEventStream.of(all);
  }

  private Optional<List<DomainEventMessage<?>>> continued(String stream, List<DomainEventMessage<?>> known) {
    var last = known.getLast();
    var since = list(super.readEvents(stream, last.getSequenceNumber()));
    if (since.isEmpty() || !since.getFirst().getIdentifier().equals(last.getIdentifier())) return Optional.empty();
    if (since.size() == 1) return Optional.of(known);
    return Optional.of(Stream.concat(known.stream(), since.stream().skip(1)).toList());
  }

  private static List<DomainEventMessage<?>> list(DomainEventStream stream) {
    return stream.asStream().<DomainEventMessage<?>>map(e -> e).toList();
  }

  /** Nobody makes any. */
  @Override public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
    return Optional.empty();
  }
}
