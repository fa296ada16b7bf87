// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.id.MigrationId;
import io.cmc.postgres.TestSessions;
import io.cmc.sim.journal.JournalEntry;
import io.cmc.store.names.EventNames;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.read.EventReading;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.seal.ChainCheck;
import io.cmc.store.upcast.Upcasts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at a service's database from outside, as its owner: what was in it once stays, the chain verifies, and read models can be made anew. */
public final class StoreWatch {

  private final DataSource database;
  private final JdbcClient sql;
  private final SealedEventReader reader;
  private final Map<String, String> seen = new HashMap<>();

  public StoreWatch(String url) {
    this.database = TestSessions.of(url);
    this.sql = JdbcClient.create(database);
    this.reader = new SealedEventReader(database, new EventReading(new EventSerializer(EventNames.standard()), Upcasts.standard()));
  }

  /** 0 while there is no such table yet. */
  public long events() {
    if (sql.sql("select to_regclass('domain_event_entry') is null").query(Boolean.class).single()) return 0;
    return sql.sql("select count(*) from domain_event_entry").query(Long.class).single();
  }

  /** Of one node; {@link #events} counts all. */
  public long events(String node) {
    return sql.sql("select count(*) from event_json where node = ?").param(node).query(Long.class).single();
  }

  /** Remembers what is there now: I7, the store only grows. */
  public void remember() {
    if (events() > 0) seen.putAll(contents());
  }

  /** I13: at any moment every step that is under way has a row of work, or waits for a person. */
  public void everyOpenStepHasWork(String migration) {
    if (events() == 0) return;
    var missing = sql.sql("""
        with last as (select distinct on (aggregate_identifier, payload::jsonb ->> 'node') payload_type, payload::jsonb ->> 'node' as node
            from domain_event_entry where payload_type in ('StepRequested', 'StepIntended', 'StepWaiting', 'StepDelayed', 'StepUnresolved')
              or payload::jsonb ->> 'node' is not null
            order by aggregate_identifier, payload::jsonb ->> 'node', sequence_number desc)
        select payload_type || ' of ' || node from last
        where payload_type in ('StepRequested', 'StepIntended', 'StepWaiting', 'StepDelayed', 'StepUnresolved') and node <> '@domains'
          and not exists (select from durable_work w where w.kind = 'STEP' and w.migration = :migration and w.node = last.node)
          and not exists (select from domain_event_entry where payload_type in ('MigrationCompleted', 'MigrationAborted', 'MigrationRestored'))""")
        .param("migration", migration).query(String.class).list();
    assertThat(missing).as("I13: steps under way without a row of work").isEmpty();
  }

  /** I7: everything is sealed, the chain verifies, nothing that was there is gone or changed, and no reader is short of an event. */
  public void mustBeWhole() {
    await("all is sealed").atMost(Duration.ofSeconds(20)).until(() -> reader.lastPosition() == events());
    var verdict = new ChainCheck(database).verify();
    assertThat(verdict.fault()).as("I7: the chain").isEmpty();
    assertThat(verdict.sealed()).as("I7: sealed events").isEqualTo(events());
    assertThat(contents()).as("I7: what was there once").containsAllEntriesOf(seen);
    await("I7: the audit read every event").atMost(Duration.ofSeconds(30)).until(() -> audited() == events());
    assertThat(sql.sql("select count(*) from dead_letter_entry").query(Long.class).single()).as("I7: events put aside").isZero();
  }

  /** I9. @param replay makes all read models anew */
  public void mustBeRebuiltTheSame(Runnable replay) {
    var before = readModels();
    replay.run();
    assertThat(readModels()).as("I9: read models made anew").isEqualTo(before);
  }

  public Evidence evidence(String migration, List<JournalEntry> journal) {
    return new Evidence(reader.read(new MigrationId(migration), 0, Integer.MAX_VALUE), journal.stream().filter(c -> c.caller().startsWith("cmc/")).toList());
  }

  private Map<String, String> contents() {
    Map<String, String> all = new HashMap<>();
    sql.sql("select event_identifier, global_index || ' ' || aggregate_identifier || ' ' || sequence_number || ' ' || payload || meta_data from domain_event_entry")
        .query(row -> {
          all.put(row.getString(1), row.getString(2));
        });
    return all;
  }

  private long audited() {
    return sql.sql("select count(*) from audit_entry a join read_model m on m.name = 'audit' and m.generation = a.generation").query(Long.class).single();
  }

  private Map<String, List<String>> readModels() {
    return Map.of("audit_entry", rows("audit_entry", "audit"), "status_migration", rows("status_migration", "status"),
        "status_participant", rows("status_participant", "status"));
  }

  private List<String> rows(String table, String model) {
    return sql.sql("select (to_jsonb(t) - 'generation')::text as line from " + table + " t join read_model m on m.generation = t.generation "
        + "where m.name = ? order by line").param(model).query(String.class).list();
  }
}
