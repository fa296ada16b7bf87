// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.histories;

import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.postgres.TestSessions;
import io.cmc.projection.Generations;
import io.cmc.projection.audit.AuditModel;
import io.cmc.projection.incident.IncidentModel;
import io.cmc.projection.replay.Replay;
import io.cmc.projection.status.StatusModel;
import io.cmc.seal.HistoryEntry;
import io.cmc.store.engine.StartCheck;
import io.cmc.store.names.EventNames;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.read.EventReading;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.upcast.Upcasts;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the read models show of a history that was put back into an empty store, rebuilt from its first event. */
final class ReadModels {

  private static final Map<String, String> MODELS = new TreeMap<>(Map.of("status_migration", "status", "status_participant", "status",
      "audit_entry", "audit", "incident", "incident"));

  private final DataSource database = TestSessions.of(ServiceDatabase.create());
  private final JdbcTemplate sql = new JdbcTemplate(database);

  static Map<String, List<String>> of(ReleasedHistory history) {
    return of(history.events(), Upcasts.standard());
  }

  static Map<String, List<String>> of(List<HistoryEntry.Event> events, Upcasts upcasts) {
    var models = new ReadModels();
    events.forEach(models::put);
    models.rebuild(upcasts);
    return models.rows();
  }

  private void put(HistoryEntry.Event event) {
    var fact = event.fact();
    sql.update("insert into domain_event_entry (global_index, event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type, "
        + "payload_revision, payload, meta_data) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", fact.position(), fact.eventId(), fact.stream(),
        fact.streamSequence(), fact.type(), fact.at(), fact.name(), fact.revision(), fact.payload(), fact.metadata());
    sql.update("insert into event_seal (position, global_index, migration, migration_sequence, hash) values (?, ?, ?, ?, ?)", fact.position(),
        fact.position(), fact.migration(), fact.migrationSequence(), HexFormat.of().parseHex(event.hash()));
  }

  private void rebuild(Upcasts upcasts) {
    new StartCheck(database, EventNames.standard(), upcasts).refuseUnreadable();
    var events = new SealedEventReader(database, new EventReading(new EventSerializer(EventNames.standard()), upcasts));
    var replay = new Replay(events, List.of(new StatusModel(sql), new AuditModel(sql), new IncidentModel(sql)), new Generations(sql), group -> { },
        new TransactionTemplate(new JdbcTransactionManager(database)));
    replay.models().forEach(model -> replay.rebuild(model, progress -> { }));
  }

  private Map<String, List<String>> rows() {
    var rows = new TreeMap<String, List<String>>();
    MODELS.forEach((table, model) -> rows.put(table, sql.queryForList("select told from (select (to_jsonb(t) - 'generation')::text as told from " + table
        + " t where generation = (select generation from read_model where name = ?)) rows order by told collate \"C\"", String.class, model)));
    return rows;
  }
}
