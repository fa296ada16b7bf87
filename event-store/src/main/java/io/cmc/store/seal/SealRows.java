// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of the sealer. The caller commits. */
final class SealRows {

  // each by itself: a plan that was made for an empty store, and lasts until the server has gathered statistics, reads all events for every batch
  private static final String EVENTS = "select " + StoredEvent.COLUMNS
      + " from unnest(?::bigint[]) as i cross join lateral (select * from domain_event_entry where global_index = i offset 0) e order by e.global_index";
  private static final String SEQUENCES = """
      select m, coalesce((select max(migration_sequence) from event_seal where migration = m), 0) from unnest(?) as m""";
  private static final String INSERT = """
      insert into event_seal (position, global_index, migration, migration_sequence, hash)
      select * from unnest(?, ?, ?, ?, ?)""";

  private record Seal(Link link, long globalIndex, String migration, long sequence) {}

  private final Connection connection;
  private final MigrationOf migrationOf = new MigrationOf();

  SealRows(Connection connection) {
    this.connection = connection;
  }

  /** @return the last position given */
  long seal(long[] indexes) throws SQLException {
    var events = events(indexes);
    var sequences = sequences(events.stream().map(migrationOf::event).distinct().toArray());
    var link = head();
    var seals = new ArrayList<Seal>(events.size());
    for (var event : events) {
      var migration = migrationOf.event(event);
      var sequence = sequences.merge(migration, 1L, Long::sum);
      link = link.next(event, migration, sequence);
      seals.add(new Seal(link, event.globalIndex(), migration, sequence));
    }
    insert(seals);
    return link.position();
  }

  private List<StoredEvent> events(long[] indexes) throws SQLException {
    try (var statement = connection.prepareStatement(EVENTS)) {
      statement.setObject(1, indexes);
      var events = new ArrayList<StoredEvent>(indexes.length);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) events.add(StoredEvent.of(rows));
      }
      return events;
    }
  }

  private Map<String, Long> sequences(Object[] migrations) throws SQLException {
    try (var statement = connection.prepareStatement(SEQUENCES)) {
      statement.setArray(1, connection.createArrayOf("text", migrations));
      var sequences = new HashMap<String, Long>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) sequences.put(rows.getString(1), rows.getLong(2));
      }
      return sequences;
    }
  }

  private Link head() throws SQLException {
    try (var statement = connection.prepareStatement("select position, hash from event_seal order by position desc limit 1"); var row = statement.executeQuery()) {
      return row.next() ? new Link(row.getLong(1), row.getBytes(2)) : Link.NONE;
    }
  }

  private void insert(List<Seal> seals) throws SQLException {
    try (var statement = connection.prepareStatement(INSERT)) {
      statement.setObject(1, seals.stream().mapToLong(s -> s.link().position()).toArray());
      statement.setObject(2, seals.stream().mapToLong(Seal::globalIndex).toArray());
      statement.setArray(3, connection.createArrayOf("text", seals.stream().map(Seal::migration).toArray()));
      statement.setObject(4, seals.stream().mapToLong(Seal::sequence).toArray());
      statement.setArray(5, connection.createArrayOf("bytea", seals.stream().map(s -> s.link().hash()).toArray(byte[][]::new)));
      statement.executeUpdate();
    }
  }

  long floor() throws SQLException {
    try (var statement = connection.prepareStatement("select floor::text from sealer_state"); var row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  void keepFloor(long floor) throws SQLException {
    try (var statement = connection.prepareStatement("update sealer_state set floor = ?::xid8")) {
      statement.setString(1, Long.toString(floor));
      statement.executeUpdate();
    }
  }
}
