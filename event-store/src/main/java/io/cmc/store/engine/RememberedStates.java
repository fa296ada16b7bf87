// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/**
 * What long streams came to at one of their events, so that not all of them is told again for each event that is added. Kept in memory alone, those
 * used latest. Safe for many threads.
 */
final class RememberedStates {

  private static final int MOST = 1_000;

  private final Function<Object, Optional<Object>> copies;
  private final Map<String, Kept> states = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
      return size() > MOST;
    }
  };

  /** @param at identifier of the event that it was come to with */
  private record Kept(DomainEventMessage<?> state, String at) {

    boolean isOf(List<DomainEventMessage<?>> stream) {
      return stream.size() > place() && stream.get(place()).getIdentifier().equals(at);
    }

    int place() {
      return (int) state.getSequenceNumber();
    }
  }

  /** @param copies another one like an aggregate, which changes by itself; empty for those that are not to be kept */
  RememberedStates(Function<Object, Optional<Object>> copies) {
    this.copies = copies;
  }

  /** @param state an aggregate as the payload, with the sequence number of the last event in it; @param stream all events, as they are known */
  synchronized void keep(DomainEventMessage<?> state, List<DomainEventMessage<?>> stream) {
    var place = (int) state.getSequenceNumber();
    if (place >= stream.size()) return;
    copies.apply(state.getPayload()).ifPresent(copy -> states.put(state.getAggregateIdentifier(), new Kept(with(state, copy), stream.get(place).getIdentifier())));
  }

  /** The same stream as one that begins with a state of it, where one is known and is of this very stream. */
  List<DomainEventMessage<?>> shortened(String id, List<DomainEventMessage<?>> stream) {
    return find(id, stream).flatMap(kept -> copies.apply(kept.state().getPayload()).map(copy ->
        Stream.<DomainEventMessage<?>>concat(Stream.of(with(kept.state(), copy)), stream.subList(kept.place() + 1, stream.size()).stream()).toList())).orElse(stream);
  }

  private synchronized Optional<Kept> find(String id, List<DomainEventMessage<?>> stream) {
    var kept = states.get(id);
    if (kept == null || kept.isOf(stream)) return Optional.ofNullable(kept);
    states.remove(id);
    return Optional.empty();
  }

  private static DomainEventMessage<?> with(DomainEventMessage<?> state, Object payload) {
    return new GenericDomainEventMessage<>(state.getType(), state.getAggregateIdentifier(), state.getSequenceNumber(), payload, state.getMetaData(),
        state.getIdentifier(), state.getTimestamp());
  }
}
