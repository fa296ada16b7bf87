// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.store.read.SealedText;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The events that publications wait at, for people, and what people decided about them. Which migrations wait is known to the topic's
 * bookmark alone; rows that say otherwise are put right when a publication begins.
 */
final class Letters {

  /** Under this name the publication's dead letters are listed beside those of the read models. */
  static final String GROUP = "kafka";

  private static final String PUT = """
      insert into publication_letter (topic, migration, sequence, event_id, name, cause) values (?, ?, ?, ?, ?, ?)
      on conflict (topic, migration) do update set sequence = excluded.sequence, event_id = excluded.event_id, name = excluded.name,
        cause = excluded.cause, last_tried = now(),
        since = case when publication_letter.event_id = excluded.event_id then publication_letter.since else now() end""";

  private final JdbcTemplate jdbc;
  private final String topic;

  Letters(JdbcTemplate jdbc, String topic) {
    this.jdbc = jdbc;
    this.topic = topic;
  }

  /** @param cause why it cannot be published */
  record Letter(SealedText event, String cause) {}

  void put(Collection<Letter> letters) {
    letters.forEach(l -> jdbc.update(PUT, topic, l.event().migration(), l.event().migrationSequence(), l.event().event().eventId(),
        l.event().event().name(), l.cause()));
  }

  /** The bookmark's word goes before the rows'; orders about what waits no more are done. @return migrations that wait and have no row */
  Set<String> keepOnly(Map<String, Long> waiting) {
    jdbc.update("delete from publication_letter where topic <> ?", topic);
    var rows = new HashMap<String, Long>();
    jdbc.query("select migration, sequence from publication_letter where topic = ?", r -> {
      rows.put(r.getString(1), r.getLong(2));
    }, topic);
    rows.forEach((migration, sequence) -> {
      if (!sequence.equals(waiting.get(migration))) forget(migration);
    });
    jdbc.update("delete from letter_order where processing_group = ? and event_id not in (select event_id from publication_letter)", GROUP);
    return waiting.keySet().stream().filter(m -> !waiting.get(m).equals(rows.get(m))).collect(Collectors.toSet());
  }

  /** Whether the migration waits at this event because it cannot be published, and not only because there was more than one stretch. */
  boolean isListed(String migration, long sequence) {
    return !jdbc.queryForList("select 1 from publication_letter where topic = ? and migration = ? and sequence = ?", topic, migration, sequence)
        .isEmpty();
  }

  private void forget(String migration) {
    jdbc.update("delete from publication_letter where topic = ? and migration = ?", topic, migration);
  }

  /** Migrations whose event somebody ordered to be taken again, or to be left out. */
  List<String> ordered() {
    return jdbc.queryForList("select l.migration from publication_letter l join letter_order o on o.event_id = l.event_id "
        + "where l.topic = ? and o.processing_group = ? order by o.ordered_at", String.class, topic, GROUP);
  }

  void orderDone(String eventId) {
    jdbc.update("delete from letter_order where processing_group = ? and event_id = ?", GROUP, eventId);
  }

  /** Whoever ordered one of these to be left out came too late: a topic made anew shall hold what this one holds. */
  void wasPublished(Collection<String> eventIds) {
    jdbc.update("delete from unpublished_event where event_id = any (?)", (Object) eventIds.toArray(String[]::new));
  }

  /** Which of these events shall not be published, each with the reason. */
  Map<String, String> discarded(List<SealedText> events) {
    var found = new HashMap<String, String>();
    jdbc.query("select event_id, reason from unpublished_event where event_id = any (?)", r -> {
      found.put(r.getString(1), r.getString(2));
    }, (Object) events.stream().map(e -> e.event().eventId()).toArray(String[]::new));
    return found;
  }
}
