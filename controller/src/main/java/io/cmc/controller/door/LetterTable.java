// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events that were put aside, and what is ordered about them. Whoever put them aside carries it out. In the caller's transaction. */
public final class LetterTable {

  /** The publication's; others belong to read models. */
  static final String KAFKA = "kafka";

  /** Only the first of a sequence: the others wait behind it. */
  private static final String MIGRATION = """
      select migration from publication_letter where :group = 'kafka' and event_id = :event
      union all
      select convert_from(payload, 'UTF8')::jsonb ->> 'migration' from dead_letter_entry d
      where processing_group = :group and event_identifier = :event and sequence_index = (select min(sequence_index) from dead_letter_entry
        where processing_group = d.processing_group and sequence_identifier = d.sequence_identifier)
      limit 1""";
  private static final String ORDER = """
      insert into letter_order (processing_group, event_id, deed) values (:group, :event, :deed)
      on conflict (processing_group, event_id) do update set deed = excluded.deed, ordered_at = now()""";

  /** Unless it was published meanwhile: whoever publishes it removes the row. */
  private static final String LEAVE_OUT = """
      insert into unpublished_event (event_id, reason) select event_id, :reason from publication_letter where event_id = :event for update
      on conflict do nothing""";

  private final JdbcClient db;

  public LetterTable(JdbcClient db) {
    this.db = db;
  }

  /** The migration of a dead letter that others may wait behind; empty when there is none. */
  Optional<String> migration(String group, String event) {
    return db.sql(MIGRATION).param("group", group).param("event", event).query(String.class).optional();
  }

  void order(String group, String event, String deed) {
    db.sql(ORDER).param("group", group).param("event", event).param("deed", deed).update();
  }

  /** From now on the event is not published, into whatever topic. */
  void leaveOut(String event, String reason) {
    db.sql(LEAVE_OUT).param("event", event).param("reason", reason).update();
  }
}
