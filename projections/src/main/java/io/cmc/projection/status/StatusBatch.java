// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.event.Event;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.id.JourneyId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.projection.Happened;
import io.cmc.projection.status.StatusVersions.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Events folded in memory over the rows of one generation, written together. Used by one thread, in one transaction up to a flush. */
final class StatusBatch implements StatusFold.Rows {

  /** Rows that stay in memory between two flushes. */
  private static final int REMEMBERED = 20_000;

  private final StatusTables tables;
  private final int generation;
  private final Map<MigrationId, Optional<MigrationRow>> migrations = new HashMap<>();
  private final Map<JourneyId, Optional<ParticipantRow>> participants = new HashMap<>();
  private final Set<MigrationId> changedMigrations = new HashSet<>();
  private final Set<JourneyId> changedParticipants = new HashSet<>();
  private final List<Version> superseded = new ArrayList<>();
  private final List<Event> planned = new ArrayList<>();

  StatusBatch(StatusTables tables, int generation) {
    this.tables = tables;
    this.generation = generation;
  }

  /** @throws IllegalStateException when the event does not fit what is there; then nothing of it is kept */
  void take(Happened happened) {
    StatusFold.apply(this, happened);
    if (happened.event() instanceof MigrationPlanned plan) planned.add(plan);
  }

  /** Writes what changed. @return the migrations whose status is another now */
  Set<MigrationId> flush() {
    var changed = Set.copyOf(changedMigrations);
    planned.forEach(tables.teams()::take);
    planned.clear();
    tables.putMigrations(generation, changed.stream().sorted(java.util.Comparator.comparing(MigrationId::value))
        .map(id -> migrations.get(id).orElseThrow()).toList());
    tables.putParticipants(generation, changedParticipants.stream().sorted(java.util.Comparator.comparing(JourneyId::toString))
        .map(id -> participants.get(id).orElseThrow()).toList());
    tables.versions().put(generation, superseded);
    changedMigrations.clear();
    changedParticipants.clear();
    superseded.clear();
    if (migrations.size() + participants.size() > REMEMBERED) forget();
    return changed;
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
