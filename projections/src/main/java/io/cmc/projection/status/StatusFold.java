// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.event.Event;
import io.cmc.event.IncidentEvent;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.event.MigrationEvent.ParticipantExcluded;
import io.cmc.event.OrderEvent;
import io.cmc.event.StepEvent;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.plan.ParticipantPlan;
import io.cmc.projection.Happened;
import io.cmc.projection.status.ParticipantRow.Identity;
import io.cmc.projection.status.ParticipantRow.Known;
import io.cmc.projection.status.ParticipantRow.Place;
import java.util.Optional;

/**
 * The status as a fold: the same events up to any position give the rows as they were then. Pure. An event that a row has seen
 * already changes nothing, so events may be told again.
 */
public final class StatusFold {

  /** The rows that are folded into, wherever they are kept. */
  public interface Rows {

    Optional<MigrationRow> migration(MigrationId migration);

    Optional<ParticipantRow> participant(MigrationId migration, NodeName name);

    void put(MigrationRow row);

    void put(ParticipantRow row);
  }

  private StatusFold() {}

  /** @throws IllegalStateException when the event does not fit what is there; then no row was changed */
  public static void apply(Rows rows, Happened happened) {
    switch (happened.event()) {
      case OrderEvent e -> { }
      case MigrationPlanned e when rows.migration(e.migration()).isEmpty() -> plan(rows, e, happened.position());
      case StepEvent e when !e.node().isDomains() -> journey(rows, e, happened);
      case IncidentEvent e when ofParticipant(e) -> journey(rows, e, happened);
      case ParticipantExcluded e -> exclude(rows, e, happened);
      case MigrationEvent e -> rows.put(evolve(migration(rows, e), happened));
      case JourneyEvent e -> journey(rows, e, happened);
    }
  }

  /** A journey's event changes nothing but how much the migration's row knows. */
  public static MigrationRow evolve(MigrationRow row, Happened happened) {
    if (happened.position() <= row.asOf()) return row;
    return switch (happened.event()) {
      case OrderEvent e -> row;
      case StepEvent e when !e.node().isDomains() -> row.asOf(happened);
      case IncidentEvent e -> MigrationFold.counted(row, e).asOf(happened);
      case MigrationEvent e -> MigrationFold.evolve(row, e, happened).asOf(happened);
      case JourneyEvent e -> row.asOf(happened);
    };
  }

  public static ParticipantRow evolve(ParticipantRow row, Happened happened) {
    if (happened.position() <= row.asOf() || !(happened.event() instanceof JourneyEvent e)) return row;
    return ParticipantFold.evolve(row, e).asOf(happened.position());
  }

  private static void plan(Rows rows, MigrationPlanned e, long position) {
    rows.put(MigrationFold.planned(e, position));
    for (var p : e.plan().participants()) rows.put(named(e, p, position));
  }

  private static ParticipantRow named(MigrationPlanned e, ParticipantPlan p, long position) {
    return new ParticipantRow(e.migration(), p.name(), position, new Identity(p.uid(), p.team()),
        new Place(Position.PLANNED, e.at()), Activity.idle(e.at()), Known.NOTHING, false);
  }

  private static void journey(Rows rows, JourneyEvent e, Happened happened) {
    var migration = evolve(migration(rows, e), happened);
    var participant = participant(rows, e.migration(), e.node());
    var next = evolve(participant, happened);
    rows.put(migration);
    rows.put(next);
  }

  private static void exclude(Rows rows, ParticipantExcluded e, Happened happened) {
    var migration = evolve(migration(rows, e), happened);
    var participant = participant(rows, e.migration(), e.participant());
    rows.put(happened.position() > participant.asOf() ? without(migration, participant) : migration);
    if (happened.position() > participant.asOf()) rows.put(participant.excluded(happened.position()));
  }

  /** A team whose last participant is left behind is not asked any more. */
  private static MigrationRow without(MigrationRow row, ParticipantRow participant) {
    return row.agreement().map(a -> row.agreement(a.without(participant.identity().team()))).orElse(row);
  }

  /** The number of an incident begins with its stream; a participant's has a slash. Its node may be a participant either way. */
  private static boolean ofParticipant(IncidentEvent event) {
    return event.incident().value().contains("/");
  }

  private static ParticipantRow participant(Rows rows, MigrationId migration, NodeName name) {
    return rows.participant(migration, name)
        .orElseThrow(() -> new IllegalStateException("the plan of " + migration + " names no participant " + name));
  }

  private static MigrationRow migration(Rows rows, Event e) {
    return rows.migration(e.migration())
        .orElseThrow(() -> new IllegalStateException("nothing is known of a migration " + e.migration()));
  }
}
