// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.MigrationState;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.deploy.system.Site;
import io.cmc.postgres.TestSessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An event that the status cannot take: what belongs to its migration waits behind it, and nothing else does. Once what it lacked is
 * there it is taken again by order; a rebuild of the read model reads the events anew as well.
 */
class PoisonEventTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS, "does not fit|nobody|dead.?letter");

  @TempDir private Path folder;
  private JdbcClient store;
  private Site site;
  private InProcess service;

  @BeforeEach void start() {
    var url = ServiceDatabase.create();
    store = JdbcClient.create(TestSessions.of(url));
    site = Voyage.site(folder, network -> network.participants(2).seed(14));
    service = InProcess.start(folder.resolve("service"), url, new String[0]);
  }

  @AfterEach void close() {
    service.close();
    site.close();
  }

  @Test void its_sequence_is_put_aside_the_others_move_on_and_it_can_be_taken_again() {
    service.console().must(site.planning("poisoned", "--keep-source"));
    service.console().must("plan", "check", site.file("poisoned").toString());
    service.console().awaitStatus("poisoned", s -> s.getState() == MigrationState.PLANNED && s.getFindingsCount() > 0);
    insertPoison();

    service.console().must("start", site.file("poisoned").toString(), "--reason", "a test");
    await("put aside").atMost(Duration.ofMinutes(2)).until(() -> letters().size() > 1);
    assertThat(letters()).startsWith("status poisoned SourceLeft").allMatch(l -> l.startsWith("status poisoned "));
    assertThat(service.console().status("poisoned")).as("stands still before it").get().matches(s -> s.getState() == MigrationState.PLANNED);
    bystanderMovesOn();
    await("the migration itself goes on all the same").atMost(Duration.ofMinutes(5)).until(() -> ended("poisoned"));
    await("the audit knows it").atMost(Duration.ofMinutes(1)).until(() -> service.console().audit("poisoned", "MigrationCompleted").size() == 1);

    mendAndRetry();

    await().atMost(Duration.ofMinutes(2)).until(() -> letters().isEmpty());
    service.console().awaitState("poisoned", MigrationState.COMPLETED);
  }

  private void bystanderMovesOn() {
    service.console().must(site.planning("bystander"));
    service.console().must("plan", "check", site.file("bystander").toString());
    service.console().awaitStatus("bystander", s -> s.getFindingsCount() > 0);
  }

  private boolean ended(String migration) {
    return store.sql("select count(*) from event_json where migration = ? and kind = 'MigrationCompleted'").param(migration).query(Long.class).single() == 1;
  }

  /** About a participant that the migration does not have. */
  private void insertPoison() {
    store.sql("""
        insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type, payload_revision,
          payload, meta_data)
        values ('poison', 'poisoned/nobody', 0, 'participant', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'SourceLeft', '1',
          '{"migration":"poisoned","node":"nobody","at":"2026-03-07T12:00:00Z"}', '{}')""").update();
  }

  /** What the event lacked is there, and what was put aside is taken in its order. */
  private void mendAndRetry() {
    store.sql("""
        insert into status_participant select generation, migration, 'nobody', as_of, position, activity, jsonb_set(detail, '{name}', '"nobody"')
        from status_participant where participant = 'participantA'""").update();
    assertThat(service.console().must("dead-letters", "list", "poisoned").out()).contains("status", "poison", "SourceLeft");
    service.console().must("dead-letters", "retry", "status", "poison", "--reason", "mended");
  }

  private List<String> letters() {
    return store.sql("select processing_group || ' ' || sequence_identifier || ' ' || payload_type from dead_letter_json order by sequence_index")
        .query(String.class).list();
  }
}
