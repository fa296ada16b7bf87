// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/**
 * What long streams came to at one of their events, so that not all of them is told again for each event that is added. A state stands for the
 * events up to its own only where that event is at its place in the stream. In memory alone, those used latest. Safe for many threads.
 */
final class RememberedStates {

  private static final int MOST = 1_000;
  /** So many events are told again, at the most. */
  static final int TOLD_AGAIN = 100;

  private final Map<String, BiFunction<Optional<Object>, List<Object>, Object>> telling;
  private final Map<String, Kept> states = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
      return size() > MOST;
    }
  };

  private record Kept(DomainEventMessage<?> last, Object state) {

    boolean isOf(List<DomainEventMessage<?>> stream) {
      return stream.size() > place() && stream.get(place()).getIdentifier().equals(last.getIdentifier());
    }

    int place() {
      return (int) last.getSequenceNumber();
    }
  }

  /**
   * @param telling by the type of a stream: a new aggregate, from one that stays as it is (or none, before the first event) and what happened since;
   *     other streams are told whole
   */
  RememberedStates(Map<String, BiFunction<Optional<Object>, List<Object>, Object>> telling) {
    this.telling = Map.copyOf(telling);
  }

  /** @param all of a stream; @return the same stream, as one that begins with a state of it where it is long */
  List<DomainEventMessage<?>> shortened(String id, List<DomainEventMessage<?>> all) {
    if (all.size() <= TOLD_AGAIN || !telling.containsKey(all.getFirst().getType())) return all;
    var known = find(id, all);
    var kept = known.filter(k -> all.size() - 1 - k.place() <= TOLD_AGAIN).orElseGet(() -> tell(id, all, known));
    var state = told(kept.last(), Optional.of(kept.state()), List.of());
    return Stream.<DomainEventMessage<?>>concat(Stream.of(inPlaceOf(kept.last(), state)), all.subList(kept.place() + 1, all.size()).stream()).toList();
  }

  private Kept tell(String id, List<DomainEventMessage<?>> all, Optional<Kept> before) {
    var since = all.subList(before.map(k -> k.place() + 1).orElse(0), all.size());
    var kept = new Kept(all.getLast(), told(all.getLast(), before.map(Kept::state), since));
    synchronized (this) {
      states.put(id, kept);
    }
    return kept;
  }

  private Object told(DomainEventMessage<?> last, Optional<Object> before, List<DomainEventMessage<?>> since) {
    return telling.get(last.getType()).apply(before, since.stream().<Object>map(DomainEventMessage::getPayload).toList());
  }

  private synchronized Optional<Kept> find(String id, List<DomainEventMessage<?>> all) {
    return Optional.ofNullable(states.get(id)).filter(kept -> kept.isOf(all));
  }

  private static DomainEventMessage<?> inPlaceOf(DomainEventMessage<?> last, Object state) {
    return new GenericDomainEventMessage<>(last.getType(), last.getAggregateIdentifier(), last.getSequenceNumber(), state, last.getMetaData(), last.getIdentifier(),
        last.getTimestamp());
  }
}
