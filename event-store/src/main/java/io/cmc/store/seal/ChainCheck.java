// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Computes the chain anew from the events and compares it with the seals. Reads everything once, in batches. */
public final class ChainCheck {

  /** @param sealed how many events were checked, @param fault the first thing that is not as it was sealed */
  public record Verdict(long sealed, Optional<Fault> fault) {}

  public record Fault(long position, String found) {}

  private static final int BATCH = 1_000;
  private static final String SEALED = "select s.position, s.migration, s.migration_sequence, s.hash, " + StoredEvent.COLUMNS
      + " from event_seal s join domain_event_entry e using (global_index) where s.position > ? order by s.position limit ?";

  private record Row(long position, String migration, long sequence, byte[] hash, StoredEvent event) {
    static Row of(ResultSet row, int number) throws SQLException {
      return new Row(row.getLong("position"), row.getString("migration"), row.getLong("migration_sequence"), row.getBytes("hash"),
          StoredEvent.of(row));
    }
  }

  private final JdbcClient database;
  private final MigrationOf migrationOf = new MigrationOf();

  public ChainCheck(DataSource database) {
    this.database = JdbcClient.create(database);
  }

  public Verdict verify() {
    var link = Link.NONE;
    var sequences = new HashMap<String, Long>();
    while (true) {
      var rows = database.sql(SEALED).params(link.position(), BATCH).query(Row::of).list();
      for (var row : rows) {
        var next = link.next(row.event());
        var fault = fault(row, next, sequences);
        if (fault.isPresent()) return new Verdict(link.position(), Optional.of(new Fault(next.position(), fault.get())));
        link = next;
      }
      if (rows.size() < BATCH) return ended(link);
    }
  }

  private Optional<String> fault(Row row, Link expected, Map<String, Long> sequences) {
    if (row.position() != expected.position()) return Optional.of("the seal or the event of this position is missing");
    if (!Arrays.equals(row.hash(), expected.hash())) return Optional.of("event " + row.event().eventId() + " is not as it was sealed");
    var sequence = sequences.merge(row.migration(), 1L, Long::sum);
    if (row.sequence() != sequence || !row.migration().equals(migrationOf.event(row.event()))) {
      return Optional.of("expected number " + sequence + " of its migration, found " + row.sequence() + " of " + row.migration());
    }
    return Optional.empty();
  }

  // a missing event at the very end is seen by its seal that is left
  private Verdict ended(Link last) {
    var seals = database.sql("select coalesce(max(position), 0) from event_seal").query(Long.class).single();
    var missing = seals > last.position()
        ? Optional.of(new Fault(last.position() + 1, "the event of this position is missing")) : Optional.<Fault>empty();
    return new Verdict(last.position(), missing);
  }
}
