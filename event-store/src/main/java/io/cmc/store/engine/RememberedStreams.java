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

  /**
   * @param upon identifier of the event that it was decided upon, where that is known; nothing is kept where it is not the last one
   * @param next what was appended to the stream, in order; where something in between is not known, nothing of it is kept
   */
  synchronized void extend(String stream, Optional<String> upon, List<DomainEventMessage<?>> next) {
    var known = streams.getOrDefault(stream, List.of());
    if (holds(known, next.getLast())) return;
    if (follows(known, upon, next.getFirst())) put(stream, Stream.concat(known.stream(), next.stream()).toList());
    else forget(stream);
  }

  /** Somebody has read it meanwhile. */
  private static boolean holds(List<DomainEventMessage<?>> known, DomainEventMessage<?> last) {
    var place = (int) last.getSequenceNumber();
    return known.size() > place && known.get(place).getIdentifier().equals(last.getIdentifier());
  }

  private static boolean follows(List<DomainEventMessage<?>> known, Optional<String> upon, DomainEventMessage<?> next) {
    if (known.isEmpty()) return next.getSequenceNumber() == 0;
    var last = known.getLast();
    return next.getSequenceNumber() == last.getSequenceNumber() + 1 && upon.map(last.getIdentifier()::equals).orElse(true);
  }

  synchronized void forget(String stream) {
    var known = streams.remove(stream);
    if (known != null) events -= known.size();
  }
}
