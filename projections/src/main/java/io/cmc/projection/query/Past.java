// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.GetStatusAtRequest;
import io.cmc.api.v1.HistoryEvent;
import io.cmc.api.v1.RunComparison;
import io.cmc.api.v1.StatusAt;
import io.cmc.event.Event;
import io.cmc.id.MigrationId;
import io.cmc.projection.audit.AuditEntryRow;
import io.cmc.projection.sight.View;
import io.cmc.projection.status.Moment;
import io.cmc.projection.status.StatusHistory.Then;
import io.cmc.projection.status.StatusHistory;
import io.cmc.projection.timeline.RunFold;
import io.cmc.store.read.SealedEvent;
import io.cmc.store.read.SealedEventReader;
import io.cmc.wire.ProtoTime;
import java.util.List;

/** Looks back, in the public contract's form. Needs no live projection: what is not in kept rows is folded from the events. */
public final class Past {

  private static final int MOST_AROUND = 100;
  private static final int PAGE = 2_000;

  private final SealedEventReader events;
  private final StatusHistory history;
  private final Views views;

  public Past(SealedEventReader events, StatusHistory history, Views views) {
    this.events = events;
    this.history = history;
    this.views = views;
  }

  Event event(long position) {
    return events.read(position - 1, 1).getFirst().payload();
  }

  StatusAt at(MigrationId migration, GetStatusAtRequest request) {
    var around = request.getAround();
    if (around < 0 || around > MOST_AROUND) throw Answering.argument("around from 0 to " + MOST_AROUND, around);
    var last = events.lastSequence(migration);
    var view = views.of(migration.value());
    if (last == 0 || !view.seen()) throw Answering.noMigration(migration.value());
    var then = then(migration, moment(request, last), view);
    var answer = StatusAt.newBuilder().setLastSequence(last).setFolded(then.folded());
    then.status().map(found -> StatusMessage.of(found, view)).ifPresent(answer::setStatus);
    then.last().map(e -> message(e, view)).ifPresent(answer::setEvent);
    if (around > 0) around(migration, then.last().map(SealedEvent::migrationSequence).orElse(0L), around).forEach(e -> answer.addAround(message(e, view)));
    return answer.build();
  }

  private Then then(MigrationId migration, Moment moment, View view) {
    try {
      return history.at(migration, moment);
    } catch (StatusHistory.DoesNotFit e) {
      throw Answering.doesNotFit(view.told(e.getMessage()));
    }
  }

  RunComparison compare(MigrationId first, MigrationId second) {
    return RunsMessage.of(run(first), run(second));
  }

  /** Page by page: what is gathered grows with participants and steps, and not with events. */
  private RunsMessage.Run run(MigrationId migration) {
    var view = views.of(migration.value());
    if (!view.seen()) throw Answering.noMigration(migration.value());
    var fold = new RunFold();
    for (var page = events.read(migration, 0, PAGE); !page.isEmpty(); page = events.read(migration, page.getLast().migrationSequence(), PAGE)) {
      page.forEach(e -> fold.take(e.payload()));
    }
    var found = then(migration, new Moment.Last(), view).status().orElseThrow(() -> Answering.noMigration(migration.value()));
    return new RunsMessage.Run(migration.value(), StatusMessage.state(found.migration()), found.migration().outline().participants(), fold.times(),
        view);
  }

  private List<SealedEvent> around(MigrationId migration, long sequence, int around) {
    var first = Math.max(0, sequence - around - 1);
    return events.read(migration, first, (int) (sequence - first) + around);
  }

  private static Moment moment(GetStatusAtRequest request, long last) {
    return switch (request.getMomentCase()) {
      case SEQUENCE -> new Moment.Sequence(within("a sequence of the migration", request.getSequence(), last));
      case POSITION -> new Moment.Position(within("a position", request.getPosition(), Long.MAX_VALUE));
      case TIME -> new Moment.Time(time(request));
      case MOMENT_NOT_SET -> new Moment.Last();
    };
  }

  private static java.time.Instant time(GetStatusAtRequest request) {
    try {
      return ProtoTime.of(request.getTime());
    } catch (IllegalArgumentException e) {
      throw Answering.argument("a time that can be", request.getTime().getSeconds() + " s");
    }
  }

  private static long within(String what, long asked, long last) {
    if (asked < 1 || asked > last) {
      throw Answering.outOfRange(what + " from 1" + (last == Long.MAX_VALUE ? "" : " to " + last), asked);
    }
    return asked;
  }

  /** An event of somebody else's is told as one, in its place. */
  private static HistoryEvent message(SealedEvent sealed, View view) {
    var row = AuditEntryRow.of(sealed);
    var entry = AuditMessage.of(row, view);
    if (!view.names(row.participant())) {
      return HistoryEvent.newBuilder().setSequence(sealed.migrationSequence()).setPosition(sealed.position()).setAt(entry.getAt())
          .setSummary("Of " + View.ANOTHER).build();
    }
    return HistoryEvent.newBuilder().setSequence(sealed.migrationSequence()).setPosition(sealed.position()).setAt(entry.getAt())
        .setKind(entry.getKind()).setParticipant(entry.getParticipant()).setActor(entry.getActor()).setSummary(entry.getSummary()).build();
  }
}
