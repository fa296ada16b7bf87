// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.read;

import io.cmc.id.MigrationId;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.DateTimeUtils;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads events in the order in which they were sealed. What it once gave after a position it gives for ever; nothing is ever added
 * before it. Safe for many threads.
 */
public final class SealedEventReader {

  private static final String ALL = SealedRow.SELECT + "where s.position > ? order by s.position limit ?";
  private static final String ONE_MIGRATION =
      SealedRow.SELECT + "where s.migration = ? and s.migration_sequence > ? order by s.migration_sequence limit ?";

  private static final String TEXTS = SealedText.SELECT + "where s.position > ? order by s.position limit ?";
  private static final String TEXTS_OF_ONE = SealedText.SELECT
      + "where s.migration = ? and s.migration_sequence > ? and s.position <= ? order by s.migration_sequence limit ?";

  // asked of each by itself: a join that was planned for an empty store reads all seals each time
  private static final String STILL_SEALED = """
      select count(*) from unnest(?::bigint[], ?::text[]) as read (position, hash)
      where (select s.hash from event_seal s where s.position = read.position) = decode(read.hash, 'hex')""";

  private final JdbcClient database;
  private final EventReading reading;

  public SealedEventReader(DataSource database, EventReading reading) {
    this.database = JdbcClient.create(database);
    this.reading = reading;
  }

  /** @param after position; 0 reads from the first event */
  public List<SealedEvent> read(long after, int max) {
    return database.sql(ALL).params(after, max).query(SealedRow::of).list().stream().map(row -> row.read(reading)).toList();
  }

  /** @param afterSequence within the migration; 0 reads from its first event */
  public List<SealedEvent> read(MigrationId migration, long afterSequence, int max) {
    return database.sql(ONE_MIGRATION).params(migration.value(), afterSequence, max).query(SealedRow::of).list().stream()
        .map(row -> row.read(reading)).toList();
  }

  /** As {@link #read(long, int)}, without reading what the events say: no event is too strange for it. */
  public List<SealedText> texts(long after, int max) {
    return database.sql(TEXTS).params(after, max).query(SealedText::of).list();
  }

  /** Those of one migration. @param upTo position of the last that may be among them */
  public List<SealedText> texts(String migration, long afterSequence, long upTo, int max) {
    return database.sql(TEXTS_OF_ONE).params(migration, afterSequence, upTo, max).query(SealedText::of).list();
  }

  List<SealedRow> rows(long after, int max) {
    return database.sql(ALL).params(after, max).query(SealedRow::of).list();
  }

  /** Whether each of these events is still what is sealed at its position. Within a transaction: as that sees it. */
  public boolean areSealed(List<SealedEvent> events) {
    var positions = events.stream().map(SealedEvent::position).toArray(Long[]::new);
    var hashes = events.stream().map(SealedEvent::hash).toArray(String[]::new);
    return database.sql(STILL_SEALED).param(positions).param(hashes).query(Long.class).single() == events.size();
  }

  /** 0 when nothing is sealed yet. */
  public long lastPosition() {
    return number("select coalesce(max(position), 0) from event_seal");
  }

  /** 0 when nothing of the migration is sealed. */
  public long lastSequence(MigrationId migration) {
    return number("select coalesce(max(migration_sequence), 0) from event_seal where migration = ?", migration.value());
  }

  /** The last position whose event, and those before it, were published before {@code at}. Reads all events: not for everyday use. */
  long positionBefore(Instant at) {
    return number("select coalesce(min(s.position) - 1, (select coalesce(max(position), 0) from event_seal)) "
        + "from event_seal s join domain_event_entry e using (global_index) where e.time_stamp >= ?", DateTimeUtils.formatInstant(at));
  }

  EventReading reading() {
    return reading;
  }

  private long number(String sql, Object... parameters) {
    return database.sql(sql).params(parameters).query(Long.class).single();
  }
}
