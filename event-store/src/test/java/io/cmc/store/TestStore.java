// SPDX-License-Identifier: Apache-2.0
package io.cmc.store;

import io.cmc.event.Event;
import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.id.MigrationId;
import io.cmc.postgres.PreparedDatabase;
import io.cmc.store.engine.EventEngine;
import io.cmc.store.names.EventJson;
import io.cmc.store.names.EventNames;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.read.EventReading;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.schema.EventStoreSchema;
import io.cmc.store.schema.ServiceRole;
import io.cmc.store.upcast.Upcasts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An event store as its owner and as the service see it. */
public record TestStore(DataSource owner, DataSource service) {

  public static final Instant NOON = Instant.parse("2026-03-07T12:00:00Z");
  private static final ServiceRole ROLE = new ServiceRole("cmc_service", Optional.empty());
  private static final PreparedDatabase DATABASE = new PreparedDatabase(url -> new EventStoreSchema(connect(url, "postgres")).prepare(ROLE));

  private static final class Shared {
    static final TestStore STORE = fresh();
  }

  /** Empty; the same database for all tests, one after the other. Whoever used it before has let go of it. */
  public static TestStore create() {
    JdbcClient.create(Shared.STORE.owner()).sql("""
        set lock_timeout = '20s';
        set session_replication_role = replica; -- no trigger refuses it
        truncate domain_event_entry, snapshot_event_entry, event_seal, checkpoint, token_entry, saga_entry, association_value_entry, dead_letter_entry
          restart identity;
        update sealer_state set floor = '0'""").update();
    return Shared.STORE;
  }

  /** In a database of its own. */
  public static TestStore fresh() {
    var url = DATABASE.copy();
    return new TestStore(connect(url, "postgres"), connect(url, ROLE.name()));
  }

  private static DataSource connect(String url, String user) {
    var source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(user);
    source.setOptions("-c synchronous_commit=off"); // what is visible to whom is the same, and the disk is not waited for
    return source;
  }

  /** As a superuser who stops at nothing: no trigger and no key of another table is in the way. */
  public void tamper(String sql) {
    try (var connection = owner.getConnection(); var statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica; " + sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  public JdbcClient sql() {
    return JdbcClient.create(service);
  }

  /** Each append in a transaction of its own. */
  public EventStorageEngine engine(Upcasts upcasts) {
    return engine(upcasts, Map.of());
  }

  /** One that keeps states. */
  public EventStorageEngine engine(Map<String, BiFunction<Optional<Object>, List<Object>, Object>> telling) {
    return engine(Upcasts.standard(), telling);
  }

  private EventStorageEngine engine(Upcasts upcasts, Map<String, BiFunction<Optional<Object>, List<Object>, Object>> telling) {
    return EventEngine.create(new EventEngine.Place(service::getConnection, NoTransactionManager.instance(), Optional.empty()), new EventSerializer(EventNames.standard()),
        EventJson.generalSerializer(), upcasts, telling);
  }

  public EventStorageEngine engine() {
    return engine(Upcasts.standard());
  }

  public SealedEventReader reader() {
    return reader(service);
  }

  public static SealedEventReader reader(DataSource source) {
    return new SealedEventReader(source, new EventReading(new EventSerializer(EventNames.standard()), Upcasts.standard()));
  }

  public static DomainEventMessage<Event> message(String stream, long sequence, Event event) {
    return new GenericDomainEventMessage<>("Migration", stream, sequence, event, MetaData.with("actor", "operator-1"));
  }

  public static DomainEventMessage<Event> held(String migration, long sequence) {
    return message(migration, sequence, new MigrationHeld(new MigrationId(migration), "wait for bank close", NOON));
  }
}
