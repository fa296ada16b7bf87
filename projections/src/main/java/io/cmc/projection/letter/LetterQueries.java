// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.letter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Events that a read model or the publication could not take, each the first of its sequence. */
public final class LetterQueries {

  private static final String LIST = """
      select l.*, coalesce(o.deed, '') as deed from (
        select 'kafka' as grp, p.event_id, p.migration, p.name, p.cause, p.since, p.last_tried,
          (select count(*) from event_seal s where s.migration = p.migration and s.migration_sequence > p.sequence) as behind
        from publication_letter p
        union all
        select d.processing_group, d.event_identifier, convert_from(d.payload, 'UTF8')::jsonb ->> 'migration', d.payload_type,
          coalesce(d.cause_message, d.cause_type, ''), d.enqueued_at::timestamptz, coalesce(d.last_touched, d.enqueued_at)::timestamptz, w.letters - 1
        from dead_letter_entry d join (select processing_group, sequence_identifier, min(sequence_index) as first, count(*) as letters
          from dead_letter_entry group by 1, 2) w
          on w.processing_group = d.processing_group and w.sequence_identifier = d.sequence_identifier and w.first = d.sequence_index) l
      left join letter_order o on o.processing_group = l.grp and o.event_id = l.event_id
      where ? in ('', l.migration) order by l.since, l.grp, l.event_id""";

  private static final String COUNT = """
      select (select count(*) from publication_letter)
        + (select count(*) from (select distinct processing_group, sequence_identifier from dead_letter_entry) waiting)""";

  private final JdbcTemplate jdbc;

  public LetterQueries(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param group read model, or kafka
   * @param event its id, and {@code kind} its stored name
   * @param behind how many events wait behind it
   * @param ordered RETRY or DISCARD, ordered and not carried out yet; else empty
   */
  public record Letter(String group, String event, String migration, String kind, String cause, Instant since, Instant lastTried, long behind,
      String ordered) {

    static Letter of(ResultSet r, int number) throws SQLException {
      return new Letter(r.getString("grp"), r.getString("event_id"), r.getString("migration"), r.getString("name"), r.getString("cause"),
          r.getTimestamp("since").toInstant(), r.getTimestamp("last_tried").toInstant(), r.getLong("behind"), r.getString("deed"));
    }
  }

  /** How many are listed. */
  public long count() {
    return jdbc.queryForObject(COUNT, Long.class);
  }

  /** @param migration empty: all; the oldest first */
  public List<Letter> list(String migration) {
    return jdbc.query(LIST, Letter::of, migration);
  }
}
