// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;

/** Streams as they were last read, those read latest, up to a number of events over all of them. Safe for many threads. */
final class RememberedStreams {

  private final int most;
  private final Map<String, List<DomainEventMessage<?>>> streams = new LinkedHashMap<>(16, 0.75f, true);
  private int events;

  /** @param most events that are kept; a longer stream is not */
  RememberedStreams(int most) {
    this.most = most;
  }

  synchronized Optional<List<DomainEventMessage<?>>> find(String stream) {
    return Optional.ofNullable(streams.get(stream));
  }

  /** @param all is kept as it is: a list that nobody changes */
  synchronized void put(String stream, List<DomainEventMessage<?>> all) {
    forget(stream);
    if (all.isEmpty() || all.size() > most) return;
    streams.put(stream, all);
    events += all.size();
    while (events > most) forget(streams.keySet().iterator().next());
  }

  /** @param next what was appended to the stream, in order; where something in between is not known, nothing of it is kept */
  synchronized void extend(String stream, List<DomainEventMessage<?>> next) {
    var known = streams.getOrDefault(stream, List.of());
    var end = known.isEmpty() ? 0 : known.getLast().getSequenceNumber() + 1;
    if (next.getFirst().getSequenceNumber() == end) put(stream, Stream.concat(known.stream(), next.stream()).toList());
    else forget(stream);
  }

  synchronized void forget(String stream) {
    var known = streams.remove(stream);
    if (known != null) events -= known.size();
  }
}
