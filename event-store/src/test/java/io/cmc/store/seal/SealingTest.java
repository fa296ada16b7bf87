// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.event.OrderEvent.OrderRefused;
import io.cmc.id.MigrationId;
import io.cmc.postgres.ThrowawayServer;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.Seed;
import io.cmc.store.TestStore;
import io.cmc.store.read.SealedEvent;
import io.cmc.store.schema.EventStoreSchema;
import io.cmc.store.schema.ServiceRole;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class SealingTest {

  private TestStore store;
  private Connection connection;
  private Sealing sealing;

  @BeforeEach void a_store_and_its_sealer() throws SQLException {
    store = TestStore.create();
    connection = store.service().getConnection();
    connection.setAutoCommit(false);
    sealing = new Sealing(connection);
  }

  @AfterEach void end() throws SQLException {
    connection.close();
  }

  @Test void whatever_the_order_of_commits_nothing_is_skipped_and_every_order_is_kept() throws SQLException {
    var random = Seed.random("whatever_the_order_of_commits");
    var followed = new ArrayList<SealedEvent>();

    try (var writers = new Writers(store, random, 12)) {
      while (writers.committed() < 1_000) {
        writers.act();
        if (random.nextInt(6) == 0) follow(followed);
      }
      writers.endAll();
      follow(followed);

      assertThat(followed).as("a reader that follows along sees each event once").hasSize(writers.committed());
    }
    assertOrder(followed);
    assertThat(store.reader().read(0, 10_000)).as("what was read first is what is read later").isEqualTo(followed);
    assertThat(new ChainCheck(store.service()).verify())
        .isEqualTo(new ChainCheck.Verdict(followed.size(), Optional.empty()));
  }

  private void follow(List<SealedEvent> followed) throws SQLException {
    sealing.pass();
    followed.addAll(TestStore.reader(new SingleConnectionDataSource(connection, true)).read(followed.isEmpty() ? 0 : followed.getLast().position(), 10_000));
    connection.commit();
  }

  private void assertOrder(List<SealedEvent> events) {
    assertThat(events.stream().map(SealedEvent::position))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
    assertThat(events.stream().map(SealedEvent::eventId)).doesNotHaveDuplicates();
    var streams = new HashMap<String, Long>();
    var migrations = new HashMap<MigrationId, Long>();
    for (var event : events) {
      assertThat(event.sequenceNumber()).as("place in " + event.stream()).isEqualTo(streams.merge(event.stream(), 1L, Long::sum) - 1);
      assertThat(event.migrationSequence()).isEqualTo(migrations.merge(event.payload().migration(), 1L, Long::sum));
    }
  }

  @Test void an_event_waits_for_every_transaction_that_began_to_write_before_it() throws SQLException {
    try (var early = store.service().getConnection()) {
      early.setAutoCommit(false);
      early.createStatement().execute("select pg_current_xact_id()");
      store.engine().appendEvents(TestStore.held("net-eu-7", 0));

      assertThat(sealing.pass()).isEqualTo(new Sealing.Pass(0, true));
      assertThat(sealing.pass()).as("asked again while nothing changed").isEqualTo(new Sealing.Pass(0, true));

      early.rollback();
      assertThat(sealing.pass()).isEqualTo(new Sealing.Pass(1, false));
    }
  }

  @Test void what_follows_from_an_event_is_sealed_after_it_though_its_transaction_is_older() throws SQLException {
    try (var older = store.service().getConnection()) {
      older.setAutoCommit(false);
      older.createStatement().execute("select pg_current_xact_id()"); // the older transaction ...
      try (var slow = store.service().getConnection()) {
        slow.setAutoCommit(false);
        slow.createStatement().execute("select pg_current_xact_id()"); // one between them that does not end
        store.engine().appendEvents(TestStore.held("net-eu-7", 0));   // ... reads this and appends after it
        append(older, "net-eu-7", 1);
        older.commit();

        assertThat(sealing.pass().sealed()).isFalse();
        slow.commit();
        assertThat(sealing.pass().lastPosition()).isEqualTo(2);
      }
    }
    assertThat(store.reader().read(0, 10).stream().map(SealedEvent::sequenceNumber)).containsExactly(0L, 1L);
  }

  @Test void a_long_transaction_in_another_database_of_the_server_holds_nothing_up() throws SQLException {
    try (var other = DriverManager.getConnection(ThrowawayServer.newDatabase())) {
      other.setAutoCommit(false);
      other.createStatement().execute("create table elsewhere (id int)");
      store.engine().appendEvents(TestStore.held("net-eu-7", 0));

      assertThat(sealing.pass()).isEqualTo(new Sealing.Pass(1, false));
    }
  }

  @Test void more_than_one_batch_is_sealed_in_one_pass() throws SQLException {
    store.sql().sql("""
        insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type,
          payload_revision, payload, meta_data) select 'e' || i, 'net-eu-7', i, 'M', '2026-03-07T12:00:00.000Z', 'MigrationResumed', '1',
          '{"migration":"net-eu-7","at":"2026-03-07T12:00:00Z"}', '{}' from generate_series(0, 1233) i""").update();

    assertThat(sealing.pass()).isEqualTo(new Sealing.Pass(1_234, false));
    assertThat(sealing.pass()).isEqualTo(new Sealing.Pass(0, false));
    assertThat(new ChainCheck(store.service()).verify().fault()).isEmpty();
  }

  @Test void a_refused_order_counts_in_the_migration_that_it_names() throws SQLException {
    var problem = Problem.of(ProblemCode.WRONG_PHASE, "a", "b");
    store.engine().appendEvents(TestStore.held("net-eu-7", 0));
    store.engine().appendEvents(TestStore.message("refused-orders", 0,
        new OrderRefused(new MigrationId("net-eu-7"), "", "StartMigration", problem, TestStore.NOON)));
    store.engine().appendEvents(TestStore.held("net-us-1", 0));

    sealing.pass();

    assertThat(store.reader().read(new MigrationId("net-eu-7"), 0, 10).stream().map(SealedEvent::name))
        .containsExactly("MigrationHeld", "OrderRefused");
    assertThat(store.reader().read(new MigrationId("net-eu-7"), 1, 10).stream().map(SealedEvent::migrationSequence)).containsExactly(2L);
    assertThat(store.reader().lastSequence(new MigrationId("net-us-1"))).isOne();
  }

  @Test void a_store_restored_on_another_server_is_sealed_on() throws SQLException {
    store.engine().appendEvents(TestStore.held("net-eu-7", 0), TestStore.held("net-eu-7", 1));
    sealing.pass();
    store.engine().appendEvents(TestStore.held("net-eu-7", 2));
    var owner = JdbcClient.create(store.owner());
    owner.sql("update domain_event_entry set tx_id = (tx_id::text::bigint + 1000000000)::text::xid8").update();
    owner.sql("update sealer_state set floor = (floor::text::bigint + 1000000000)::text::xid8").update();

    new EventStoreSchema(store.owner()).prepare(new ServiceRole("cmc_service", Optional.empty()));
    store.engine().appendEvents(TestStore.held("net-eu-7", 3));

    assertThat(sealing.pass()).isEqualTo(new Sealing.Pass(4, false));
    assertThat(store.reader().read(0, 10).stream().map(SealedEvent::sequenceNumber)).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test void a_change_of_a_sealed_event_is_found_and_named() throws SQLException {
    for (int i = 0; i < 5; i++) store.engine().appendEvents(TestStore.held("net-eu-7", i));
    sealing.pass();
    var check = new ChainCheck(store.service());

    store.tamper("update domain_event_entry set payload = payload || ' ' where sequence_number = 2");
    assertThat(check.verify().fault()).map(ChainCheck.Fault::position).contains(3L);

    store.tamper("update domain_event_entry set payload = rtrim(payload) where sequence_number = 2");
    assertThat(check.verify().fault()).isEmpty();

    store.tamper("delete from event_seal where position = 4");
    assertThat(check.verify().fault()).map(ChainCheck.Fault::position).contains(4L);
  }

  private void append(Connection connection, String stream, long sequence) throws SQLException {
    try (var statement = connection.prepareStatement("""
        insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type,
          payload_revision, payload, meta_data) values (?, ?, ?, 'M', '2026-03-07T12:00:00.000Z', 'MigrationResumed', '1',
          '{"migration":"net-eu-7","at":"2026-03-07T12:00:00Z"}', '{}')""")) {
      statement.setString(1, stream + sequence);
      statement.setString(2, stream);
      statement.setLong(3, sequence);
      statement.executeUpdate();
    }
  }
}
