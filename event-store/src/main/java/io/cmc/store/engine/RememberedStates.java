// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/**
 * What streams came to at one of their events, so that not all of them is told again for each event that is added. A state stands for the
 * events up to its own only where that event is at its place in the stream. In memory alone, those used latest. Safe for many threads.
 */
final class RememberedStates {

  /** About as many as a few fleets of a thousand have. */
  private static final int MOST = 5_000;

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

  /** @param all of a stream; @return the same stream, as its state at its last event in the place of that event */
  List<DomainEventMessage<?>> shortened(String id, List<DomainEventMessage<?>> all) {
    if (all.isEmpty() || !telling.containsKey(all.getFirst().getType()) || all.getLast().getSequenceNumber() != all.size() - 1) return all;
    var known = find(id, all);
    var kept = known.filter(k -> k.place() == all.size() - 1).orElseGet(() -> tell(id, all, known));
    return List.of(inPlaceOf(kept.last(), told(kept.last(), Optional.of(kept.state()), List.of())));
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
