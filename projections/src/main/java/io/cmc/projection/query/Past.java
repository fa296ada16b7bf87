// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.GetStatusAtRequest;
import io.cmc.api.v1.HistoryEvent;
import io.cmc.api.v1.RunComparison;
import io.cmc.api.v1.StatusAt;
import io.cmc.event.Event;
import io.cmc.id.MigrationId;
import io.cmc.projection.audit.AuditEntryRow;
import io.cmc.projection.status.Moment;
import io.cmc.projection.status.StatusHistory;
import io.cmc.projection.status.StatusHistory.Then;
import io.cmc.projection.timeline.RunFold;
import io.cmc.store.read.SealedEvent;
import io.cmc.store.read.SealedEventReader;
import io.cmc.wire.ProtoTime;
import io.grpc.Status;

/** Looks back, in the public contract's form. Needs no live projection: what is not in kept rows is folded from the events. */
public final class Past {

  private static final int MOST_AROUND = 100;
  private static final int PAGE = 2_000;

  private final SealedEventReader events;
  private final StatusHistory history;

  public Past(SealedEventReader events, StatusHistory history) {
    this.events = events;
    this.history = history;
  }

  Event event(long position) {
    return events.read(position - 1, 1).getFirst().payload();
  }

  StatusAt at(MigrationId migration, GetStatusAtRequest request) {
    var around = request.getAround();
    if (around < 0 || around > MOST_AROUND) throw Answering.argument("around from 0 to " + MOST_AROUND, around);
    var last = events.lastSequence(migration);
    if (last == 0) throw Answering.noMigration(migration.value());
    var then = then(migration, moment(request, last));
    var answer = StatusAt.newBuilder().setLastSequence(last).setFolded(then.folded());
    then.status().map(StatusMessage::of).ifPresent(answer::setStatus);
    then.last().map(Past::message).ifPresent(answer::setEvent);
    if (around > 0) tellAround(answer, migration, then.last().map(SealedEvent::migrationSequence).orElse(0L), around);
    return answer.build();
  }

  private Then then(MigrationId migration, Moment moment) {
    try {
      return history.at(migration, moment);
    } catch (StatusHistory.DoesNotFit e) {
      throw Status.FAILED_PRECONDITION.withDescription("expected events that fit one another, but " + e.getMessage()
          + "; ask for the status before it").asRuntimeException();
    }
  }

  RunComparison compare(MigrationId first, MigrationId second) {
    return RunsMessage.of(run(first), run(second));
  }

  /** Page by page: what is gathered grows with participants and steps, and not with events. */
  private RunsMessage.Run run(MigrationId migration) {
    var fold = new RunFold();
    for (var page = events.read(migration, 0, PAGE); !page.isEmpty(); page = events.read(migration, page.getLast().migrationSequence(), PAGE)) {
      page.forEach(e -> fold.take(e.payload()));
    }
    var found = then(migration, new Moment.Last()).status().orElseThrow(() -> Answering.noMigration(migration.value()));
    return new RunsMessage.Run(migration.value(), StatusMessage.state(found.migration()), found.migration().outline().participants(), fold.times());
  }

  private void tellAround(StatusAt.Builder answer, MigrationId migration, long sequence, int around) {
    var first = Math.max(0, sequence - around - 1);
    events.read(migration, first, (int) (sequence - first) + around).forEach(e -> answer.addAround(message(e)));
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
      throw Status.OUT_OF_RANGE.withDescription("expected " + what + " from 1" + (last == Long.MAX_VALUE ? "" : " to " + last) + ", but found " + asked)
          .asRuntimeException();
    }
    return asked;
  }

  private static HistoryEvent message(SealedEvent sealed) {
    var entry = AuditMessage.of(AuditEntryRow.of(sealed));
    return HistoryEvent.newBuilder().setSequence(sealed.migrationSequence()).setPosition(sealed.position()).setAt(entry.getAt())
        .setKind(entry.getKind()).setParticipant(entry.getParticipant()).setActor(entry.getActor()).setSummary(entry.getSummary()).build();
  }
}
