// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import static java.util.Comparator.comparing;

import io.cmc.event.Event;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.event.MigrationEvent.ParticipantExcluded;
import io.cmc.id.JourneyId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.projection.Happened;
import io.cmc.projection.status.StatusVersions.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Events folded in memory over the rows of one generation, written together. Used by one thread, in one transaction up to a flush. */
final class StatusBatch implements StatusFold.Rows {

  /** Rows that stay in memory between two flushes. */
  static final int REMEMBERED = 20_000;

  /** Rows that are written in one transaction: nothing is sealed that is appended in the meantime. */
  private static final int PART = 1_000;

  private static final Comparator<JourneyId> BY_NAME =
      comparing((JourneyId j) -> j.migration().value()).thenComparing(j -> j.participant().value());

  private final StatusTables tables;
  private final int generation;
  private final int remembered;
  private final Map<MigrationId, Optional<MigrationRow>> migrations = new HashMap<>();
  private final Map<JourneyId, Optional<ParticipantRow>> participants = new HashMap<>();
  private final Set<MigrationId> changedMigrations = new HashSet<>();
  private final Set<JourneyId> changedParticipants = new HashSet<>();
  private final List<Version> superseded = new ArrayList<>();
  private final List<Event> planned = new ArrayList<>();

  StatusBatch(StatusTables tables, int generation) {
    this(tables, generation, REMEMBERED);
  }

  StatusBatch(StatusTables tables, int generation, int remembered) {
    this.tables = tables;
    this.generation = generation;
    this.remembered = remembered;
  }

  /**
   * Reads the rows that these events are about, all at once; what is not read here is read one by one. Events of a migration that has
   * some put aside are among the latter: those may be taken in another transaction before their turn comes, and then the row is another.
   */
  void expect(List<Event> events) {
    // first those, then rows: what was taken in between is in the rows
    var aside = tables.withLetters(events.stream().map(Event::migration).distinct().toList());
    var expected = events.stream().filter(e -> !aside.contains(e.migration())).toList();
    tables.migrations(generation, expected.stream().map(Event::migration).distinct().toList())
        .forEach(row -> migrations.put(row.migration(), Optional.of(row)));
    tables.participants(generation, expected.stream().flatMap(e -> journey(e).stream()).distinct().toList())
        .forEach(row -> participants.put(new JourneyId(row.migration(), row.name()), Optional.of(row)));
  }

  private static Optional<JourneyId> journey(Event event) {
    return switch (event) {
      case JourneyEvent e when !e.node().isDomains() -> Optional.of(new JourneyId(e.migration(), e.node()));
      case ParticipantExcluded e -> Optional.of(new JourneyId(e.migration(), e.participant()));
      default -> Optional.empty();
    };
  }

  /** @throws IllegalStateException when the event does not fit what is there; then nothing of it is kept */
  void take(Happened happened) {
    StatusFold.apply(this, happened);
    if (happened.event() instanceof MigrationPlanned plan) planned.add(plan);
  }

  /**
   * Writes the rows that others have taken the place of, and a part of all that changed where there are too many rows in memory.
   *
   * @return whether there is more to be written, in another transaction
   */
  boolean settle() {
    if (isFull()) return flushPart();
    putFinal();
    return false;
  }

  private void putFinal() {
    planned.forEach(tables.teams()::take);
    planned.clear();
    tables.versions().put(generation, superseded);
    superseded.clear();
  }

  /** Writes what changed. @return the migrations whose status is another now */
  Set<MigrationId> flush() {
    var changed = Set.copyOf(changedMigrations);
    var more = true;
    while (more) more = flushPart();
    return changed;
  }

  /** Writes of what changed what one transaction may write while others wait for it. @return whether there is more */
  boolean flushPart() {
    putFinal();
    var ofMigrations = changedMigrations.stream().sorted(comparing(MigrationId::value)).limit(PART).toList();
    var ofParticipants = changedParticipants.stream().sorted(BY_NAME).limit(PART - ofMigrations.size()).toList();
    tables.putMigrations(generation, ofMigrations.stream().map(id -> migrations.get(id).orElseThrow()).toList());
    tables.putParticipants(generation, ofParticipants.stream().map(id -> participants.get(id).orElseThrow()).toList());
    ofMigrations.forEach(changedMigrations::remove);
    ofParticipants.forEach(changedParticipants::remove);
    var more = !changedMigrations.isEmpty() || !changedParticipants.isEmpty();
    if (!more && isFull()) forget();
    return more;
  }

  private boolean isFull() {
    return migrations.size() + participants.size() > remembered;
  }

  private void forget() {
    migrations.clear();
    participants.clear();
  }

  @Override public Optional<MigrationRow> migration(MigrationId migration) {
    return migrations.computeIfAbsent(migration, m -> tables.migration(generation, m));
  }

  @Override public Optional<ParticipantRow> participant(MigrationId migration, NodeName name) {
    return participants.computeIfAbsent(new JourneyId(migration, name), j -> tables.participant(generation, migration, name));
  }

  @Override public void put(MigrationRow row) {
    var before = Optional.ofNullable(migrations.put(row.migration(), Optional.of(row))).flatMap(b -> b);
    if (before.filter(b -> b == row).isPresent()) return;
    changedMigrations.add(row.migration());
    before.filter(b -> StatusVersions.kept(b.asOf(), row.asOf())).map(Version::of).ifPresent(superseded::add);
  }

  @Override public void put(ParticipantRow row) {
    var journey = new JourneyId(row.migration(), row.name());
    var before = Optional.ofNullable(participants.put(journey, Optional.of(row))).flatMap(b -> b);
    if (before.filter(b -> b == row).isPresent()) return;
    changedParticipants.add(journey);
    before.filter(b -> StatusVersions.kept(b.asOf(), row.asOf())).map(Version::of).ifPresent(superseded::add);
  }
}
