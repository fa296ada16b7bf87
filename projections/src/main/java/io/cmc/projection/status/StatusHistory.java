// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.id.MigrationId;
import io.cmc.projection.Happened;
import io.cmc.projection.status.StatusQueries.Found;
import io.cmc.store.read.SealedEvent;
import io.cmc.store.read.SealedEventReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The status as it was known after any event, equal to what the live read model said then: the kept rows at the end of a block of
 * positions, and the events after it folded onto them. Where rows were not kept, all events are folded. Only reads.
 */
public final class StatusHistory {

  private final SealedEventReader events;
  private final VersionQueries versions;

  public StatusHistory(SealedEventReader events, VersionQueries versions) {
    this.events = events;
    this.versions = versions;
  }

  /**
   * @param status empty before the migration was planned
   * @param last the event that it knows last; empty when the moment is before the first
   * @param folded how many events were folded for it
   */
  public record Then(Optional<Found> status, Optional<SealedEvent> last, int folded) {}

  /** An event that the read model could not take either, so that there is no status after it. */
  public static final class DoesNotFit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DoesNotFit(SealedEvent event, Throwable cause) {
      super("#" + event.migrationSequence() + " (" + event.name() + ") does not fit what was before it: " + cause.getMessage(), cause);
    }
  }

  /** @throws DoesNotFit when an event of that stretch cannot be folded */
  public Then at(MigrationId migration, Moment moment) {
    var view = new StatusView();
    var base = versions.before(migration, bound(migration, moment));
    base.ifPresent(b -> b.into(view));
    var last = base.flatMap(b -> events.read(b.position() - 1, 1).stream().findFirst());
    var rest = rest(migration, last.map(SealedEvent::migrationSequence).orElse(0L), moment);
    rest.forEach(e -> fold(view, e));
    var newest = rest.isEmpty() ? last : Optional.of(rest.getLast());
    return new Then(view.migration().map(m -> new Found(m, List.copyOf(view.participants()))), newest, rest.size());
  }

  /** A moment that the kept rows know: they have positions and times. */
  private Moment bound(MigrationId migration, Moment moment) {
    return switch (moment) {
      case Moment.Sequence s -> new Moment.Position(position(migration, s.sequence()));
      case Moment.Position p -> p;
      case Moment.Time t -> t;
      case Moment.Last l -> new Moment.Position(Long.MAX_VALUE);
    };
  }

  private long position(MigrationId migration, long sequence) {
    return events.read(migration, sequence - 1, 1).stream().findFirst().map(SealedEvent::position).orElse(Long.MAX_VALUE);
  }

  private List<SealedEvent> rest(MigrationId migration, long after, Moment moment) {
    var rest = new ArrayList<SealedEvent>();
    var from = after;
    while (true) {
      var most = atMost(from, moment);
      var page = events.read(migration, from, most);
      for (var event : page) {
        if (!moment.includes(event)) return rest;
        rest.add(event);
      }
      if (page.size() < most || most == 0) return rest;
      from = page.getLast().migrationSequence();
    }
  }

  /** What is known not to be needed is not read. */
  private static int atMost(long after, Moment moment) {
    return moment instanceof Moment.Sequence s ? (int) Math.min(StatusVersions.BLOCK, s.sequence() - after) : StatusVersions.BLOCK;
  }

  private static void fold(StatusView view, SealedEvent event) {
    try {
      StatusFold.apply(view, new Happened(event.position(), event.payload(), event.metadata()));
    } catch (IllegalStateException e) {
      throw new DoesNotFit(event, e);
    }
  }
}
