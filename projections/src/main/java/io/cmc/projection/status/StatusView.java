// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.projection.Happened;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of one migration in memory, for the status as it was at a moment. Not safe for several threads. */
public final class StatusView implements StatusFold.Rows {

  private final TreeMap<NodeName, ParticipantRow> participants = new TreeMap<>();
  private MigrationRow migration;

  /** @param history events of one migration, from the first, in their order */
  public static StatusView of(Iterable<Happened> history) {
    var view = new StatusView();
    history.forEach(h -> StatusFold.apply(view, h));
    return view;
  }

  public Optional<MigrationRow> migration() {
    return Optional.ofNullable(migration);
  }

  /** In the order of their names. */
  public Collection<ParticipantRow> participants() {
    return participants.values();
  }

  @Override public Optional<MigrationRow> migration(MigrationId id) {
    return migration().filter(m -> m.migration().equals(id));
  }

  @Override public Optional<ParticipantRow> participant(MigrationId id, NodeName name) {
    return Optional.ofNullable(participants.get(name));
  }

  @Override public void put(MigrationRow row) {
    migration = row;
  }

  @Override public void put(ParticipantRow row) {
    participants.put(row.name(), row);
  }
}
