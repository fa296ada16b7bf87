// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cmc.event.Event;
import io.cmc.event.IncidentEvent;
import io.cmc.event.JourneyEvent;
import io.cmc.event.StepEvent;
import io.cmc.id.JourneyId;
import io.cmc.postgres.PreparedDatabase;
import io.cmc.projection.wiring.ProjectionWiring;
import io.cmc.store.engine.EventEngine;
import io.cmc.store.names.EventJson;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.schema.EventStoreSchema;
import io.cmc.store.schema.ServiceRole;
import io.cmc.store.seal.Sealer;
import io.cmc.store.upcast.Upcasts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The whole read side over an event store in a database of its own, wired as in the service but without Axon's own choices. */
public final class ReadSide implements AutoCloseable {

  /** What the service's own sessions begin with, as far as it decides how a question is answered. */
  public static final String PLANNED_AS_IN_THE_SERVICE = "set max_parallel_workers_per_gather = 0; set jit = off";

  private static final ServiceRole ROLE = new ServiceRole("cmc_service", Optional.empty());
  private static final PreparedDatabase DATABASE = new PreparedDatabase(ReadSide::prepare);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int AT_ONCE = 50;

  private final HikariDataSource database;
  private final AnnotationConfigApplicationContext context;
  private final EventStorageEngine engine;
  private final Map<String, Long> sequences = new HashMap<>();
  private int appended;
  private Configuration axon;

  private ReadSide(HikariDataSource database) {
    this.database = database;
    this.context = new AnnotationConfigApplicationContext();
    context.registerBean(DataSource.class, () -> database);
    context.register(TestParts.class, ProjectionWiring.class);
    context.refresh();
    this.engine = EventEngine.create(new EventEngine.Place(bean(ConnectionProvider.class), bean(TransactionManager.class), Optional.empty()), bean(EventSerializer.class),
        EventJson.generalSerializer(), Upcasts.standard(), Map.of());
  }

  public static ReadSide create() {
    var config = new HikariConfig();
    config.setJdbcUrl(DATABASE.copy().replaceFirst("\\?.*", "")); // it names its owner
    config.setUsername(ROLE.name());
    config.setMaximumPoolSize(12);
    config.setMinimumIdle(2);
    config.setConnectionInitSql(PLANNED_AS_IN_THE_SERVICE);
    config.addDataSourceProperty("options", "-c synchronous_commit=off");
    return new ReadSide(new HikariDataSource(config));
  }

  private static void prepare(String url) {
    var owner = new PGSimpleDataSource();
    owner.setUrl(url);
    owner.setUser("postgres");
    new EventStoreSchema(owner).prepare(ROLE);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public JdbcTemplate sql() {
    return new JdbcTemplate(database);
  }

  /** What a superuser of the database does. */
  public void asOwner(String statements) {
    owner().execute(statements);
  }

  private JdbcTemplate owner() {
    var owner = new PGSimpleDataSource();
    owner.setUrl(database.getJdbcUrl());
    owner.setUser("postgres");
    return new JdbcTemplate(owner);
  }

  /** Rows of tables and indexes that were read until now. Sessions tell it at their end, so all of them get one; nothing may be sealed any more. */
  public long rowsRead() {
    var owner = owner();
    var before = owner.queryForList("select pid from pg_stat_activity where datname = current_database() and usename = ?", Integer.class, ROLE.name());
    if (before.isEmpty()) throw new IllegalStateException("expected sessions that could have read something, but found none");
    database.getHikariPoolMXBean().softEvictConnections();
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> owner.queryForObject("select not exists (select 1 from pg_stat_activity where pid = any (?))",
        Boolean.class, (Object) before.toArray(Integer[]::new)));
    return owner.queryForObject("select (select sum(seq_tup_read) from pg_stat_user_tables) + (select sum(idx_tup_read) from pg_stat_user_indexes)", Long.class);
  }

  /** In transactions of some events each. @return the position of the last of them, once it is sealed */
  public long append(List<? extends Event> events) {
    for (int from = 0; from < events.size(); from += AT_ONCE) {
      var chunk = events.subList(from, Math.min(from + AT_ONCE, events.size())).stream().map(this::message).toList();
      bean(TransactionManager.class).executeInTransaction(() -> engine.appendEvents(chunk));
      bean(Sealer.class).wake();
    }
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> sealed() == appended);
    return appended;
  }

  /** In the place of the database stands one that was never told of the events behind this position. */
  public void lose(long after) {
    asOwner("""
        set session_replication_role = replica; -- no trigger refuses it
        delete from domain_event_entry where global_index in (select global_index from event_seal where position > %1$d);
        delete from event_seal where position > %1$d""".formatted(after));
    appended = (int) after;
  }

  /**
   * Returns when this many projections wait to store how far they are; they commit nothing before what is returned is closed.
   *
   * @param meanwhile what they are told
   */
  public Connection holdTokens(int projections, Runnable meanwhile) throws SQLException {
    var connection = database.getConnection();
    connection.setAutoCommit(false);
    try (var lock = connection.createStatement()) {
      lock.execute("lock table token_entry in exclusive mode"); // without a number of its own, for which sealing would wait
    }
    meanwhile.run();
    await().atMost(PATIENCE).until(() -> sql().queryForObject("select count(*) from pg_locks where relation = 'token_entry'::regclass and not granted", Long.class) >= projections);
    return connection;
  }

  private long sealed() {
    return sql().queryForObject("select coalesce(max(position), 0) from event_seal", Long.class);
  }

  private DomainEventMessage<?> message(Event event) {
    var stream = event instanceof IncidentEvent i ? i.incident().value().replaceAll("!.*", "") : event instanceof JourneyEvent j && !(event instanceof StepEvent s && s.node().isDomains())
        ? new JourneyId(j.migration(), j.node()).toString() : event.migration().value();
    var sequence = sequences.merge(stream, 1L, Long::sum) - 1;
    return new GenericDomainEventMessage<>("Migration", stream, sequence, event, MetaData.from(RandomHistory.metadata(++appended)));
  }

  /** Starts the live projections. */
  public void goLive() {
    var configurer = DefaultConfigurer.defaultConfiguration(false).configureSerializer(c -> EventJson.generalSerializer());
    context.getBeansOfType(ConfigurerModule.class).values().forEach(m -> m.configureModule(configurer));
    axon = configurer.start();
  }

  public void stop() {
    if (axon != null) axon.shutdown();
    axon = null;
  }

  public PooledStreamingEventProcessor processor(String group) {
    return axon.eventProcessingConfiguration().eventProcessor(group, PooledStreamingEventProcessor.class).orElseThrow();
  }

  public Configuration axon() {
    return axon;
  }

  /** Waits until all live projections have committed this position. */
  public void awaitLive(long position) {
    for (var group : List.of("status", "audit", "incident")) {
      await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> position(group) >= position);
    }
  }

  private long position(String group) {
    return processor(group).processingStatus().values().stream().mapToLong(s -> s.getCurrentPosition().orElse(-1)).max().orElse(-1);
  }

  /** Every byte that readers may see of all models, generation numbers aside. */
  public String contents() {
    var all = new ArrayList<String>();
    all.addAll(rows("status_migration", "migration, planned_position, as_of, state, phase, participants, planned_at, ended_at, detail", "status"));
    all.addAll(rows("status_participant", "migration, participant, as_of, position, activity, detail", "status"));
    all.addAll(rows("status_version", "migration, participant, as_of, latest, detail", "status"));
    all.addAll(rows("audit_entry", "position, event_id, at, kind, migration, participant, actor_subject, actor_name, authentication, reason, "
        + "ticket, correlation_id, causation_id, summary, outcome, detail, actor_teams", "audit"));
    all.addAll(rows("incident", "incident, migration, participant, opened, as_of, closed, detail", "incident"));
    return String.join("\n", all);
  }

  private List<String> rows(String table, String columns, String model) {
    return sql().queryForList("select row(" + columns + ")::text from " + table
        + " where generation = (select generation from read_model where name = ?) order by 1", String.class, model);
  }

  @Override public void close() {
    stop();
    context.close();
    database.close();
  }
}
