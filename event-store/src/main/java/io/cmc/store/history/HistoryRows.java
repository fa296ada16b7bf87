// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.history;

import io.cmc.seal.HistoryEntry;
import io.cmc.seal.SealedFact;
import io.cmc.store.seal.StoredEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of events, seals and checkpoints. A seal is read even where its event is gone. */
final class HistoryRows {

  private static final String SEALED = "select s.position, s.migration, s.migration_sequence, s.hash, " + StoredEvent.COLUMNS
      + ", e.global_index is null as missing from event_seal s left join domain_event_entry e using (global_index) ";
  private static final String STRAY = """
      select e.event_identifier, e.aggregate_identifier, e.sequence_number, e.payload_type from domain_event_entry e
      where e.tx_id < (select floor from sealer_state) and not exists (select 1 from event_seal s where s.global_index = e.global_index)
        and e.global_index > ? and e.global_index <= ?
        and (? = '' or e.aggregate_identifier = ? or starts_with(e.aggregate_identifier, ? || '/')) order by e.global_index limit 1""";
  private static final int AT_ONCE = 20_000;

  /** @param checkpoint number of the last one to tell, @param position of the last event to tell */
  record End(long checkpoint, long position) {}

  record Range(long to, HistoryEntry.Signed signed) {}

  record Row(long position, String migration, long sequence, byte[] hash, StoredEvent event) {

    static Row of(ResultSet row, int number) throws SQLException {
      return new Row(row.getLong("position"), row.getString("migration"), row.getLong("migration_sequence"), row.getBytes("hash"),
          row.getBoolean("missing") ? null : StoredEvent.of(row));
    }

    HistoryEntry entry(byte[] before, HistoryEntry.Proof proof) {
      if (event == null) return new HistoryEntry.Missing(position, migration, sequence);
      return new HistoryEntry.Event(fact(), HexFormat.of().formatHex(hash), before == null ? null : HexFormat.of().formatHex(before), proof);
    }

    private SealedFact fact() {
      return event.fact(position, migration, sequence);
    }
  }

  private final JdbcClient database;

  HistoryRows(DataSource database) {
    this.database = JdbcClient.create(database);
  }

  // checkpoints first: the events that they cover are there by then
  End end(long until) {
    var checkpoint = database.sql("select coalesce(max(number), 0) from checkpoint where last_position <= ?").param(until).query(Long.class).single();
    var position = database.sql("select coalesce(max(position), 0) from event_seal where position <= ?").param(until).query(Long.class).single();
    return new End(checkpoint, position);
  }

  List<Range> ranges(long number) {
    return database.sql("select last_position, text, signature from checkpoint where number <= ? order by number").param(number)
        .query((row, i) -> new Range(row.getLong(1), new HistoryEntry.Signed(row.getString(2), row.getString(3)))).list();
  }

  List<Row> sealed(long after, long to, int max) {
    return database.sql(SEALED + "where s.position > ? and s.position <= ? order by s.position limit ?").params(after, to, max).query(Row::of).list();
  }

  List<Row> sealedOf(String migration, long after, long to) {
    return database.sql(SEALED + "where s.migration = ? and s.position > ? and s.position <= ? order by s.position").params(migration, after, to)
        .query(Row::of).list();
  }

  List<byte[]> hashes(long after, long to) {
    return database.sql("select hash from event_seal where position > ? and position <= ? order by position").params(after, to)
        .query((row, i) -> row.getBytes(1)).list();
  }

  /** Where the first checkpoint ends that covers all of the migration up to there; where none does, its last event. */
  long covered(String migration, long until) {
    return database.sql("""
        select coalesce((select min(last_position) from checkpoint where last_position between last and :until), last)
        from (select coalesce(max(position), 0) as last from event_seal where migration = :migration and position <= :until) its""")
        .param("migration", migration).param("until", until).query(Long.class).single();
  }

  boolean knows(String migration) {
    return database.sql("select exists (select 1 from event_seal where migration = ?)").param(migration).query(Boolean.class).single();
  }

  /** Zeros before the first. */
  byte[] hashAt(long position) {
    return database.sql("select hash from event_seal where position = ?").param(position).query((row, i) -> row.getBytes(1)).optional()
        .orElseGet(SealedFact::nothingBefore);
  }

  /** Looks at all events, some at once, so that no statement takes long. @param migration empty: any */
  Optional<HistoryEntry> stray(String migration) {
    var last = database.sql("select coalesce(max(global_index), 0) from domain_event_entry").query(Long.class).single();
    for (long after = 0; after < last; after += AT_ONCE) {
      var found = stray(migration, after);
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  private Optional<HistoryEntry> stray(String migration, long after) {
    return database.sql(STRAY).params(after, after + AT_ONCE, migration, migration, migration)
        .query((row, i) -> (HistoryEntry) new HistoryEntry.Stray(row.getString(1), row.getString(2), row.getLong(3), row.getString(4))).optional();
  }
}
