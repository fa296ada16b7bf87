// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.id.MigrationId;
import io.cmc.store.names.EventNames;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.read.SealedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Who shares which migration, read off the event that planned it and not off a read model, which may be behind. What is remembered is
 * the same whenever it is read. For one thread.
 */
final class Crews {

  private static final Logger LOG = LoggerFactory.getLogger(Crews.class);
  private static final String PLANNED = EventNames.standard().name(MigrationPlanned.class);
  private static final int STRETCH = 200;
  private static final int REMEMBERED = 500;

  /** @param looked number of the last event that was looked at, while none was found */
  private record Known(long looked, Optional<Crew> crew) {}

  private final SealedEventReader events;
  private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
      return size() > REMEMBERED;
    }
  };

  Crews(SealedEventReader events) {
    this.events = events;
  }

  /** Empty where the event's migration was not planned yet. */
  Optional<Crew> of(SealedText event) {
    var before = known.getOrDefault(event.migration(), new Known(0, Optional.empty()));
    var now = before.crew().isPresent() ? before : look(before.looked(), event);
    known.put(event.migration(), now);
    return now.crew().filter(crew -> crew.since() <= event.migrationSequence());
  }

  private Known look(long looked, SealedText event) {
    var last = looked;
    while (last < event.migrationSequence()) {
      var next = last + 1 == event.migrationSequence() ? List.of(event) : events.texts(event.migration(), last, event.position(), STRETCH);
      var planned = next.stream().filter(e -> e.event().name().equals(PLANNED)).findFirst();
      if (planned.isPresent()) return new Known(last, read(planned.get()));
      last = next.getLast().migrationSequence();
    }
    return new Known(last, Optional.empty());
  }

  private Optional<Crew> read(SealedText planned) {
    try {
      var event = events.read(new MigrationId(planned.migration()), planned.migrationSequence() - 1, 1).getFirst().payload();
      var plan = ((MigrationPlanned) event).plan();
      return Optional.of(Crew.of(planned.migrationSequence(), Stream.concat(plan.participants().stream(), plan.aside().stream()).toList()));
    } catch (DataAccessException away) {
      throw away;
    } catch (RuntimeException e) {
      LOG.warn("Nothing of the migration {} goes into topics of teams: its plan cannot be read. {}", planned.migration(), e.toString());
      return Optional.of(new Crew(planned.migrationSequence(), Map.of()));
    }
  }
}
