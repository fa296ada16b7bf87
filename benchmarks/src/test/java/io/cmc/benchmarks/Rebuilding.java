// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cmc.benchmarks.RawRebuild.Table;
import io.cmc.projection.ReadSide;
import io.cmc.projection.replay.Replay;
import io.cmc.projection.wiring.ReplayWiring;
import io.cmc.store.names.EventNames;
import io.cmc.store.names.EventSerializer;
import io.cmc.store.read.EventReading;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.upcast.Upcasts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** P5: a read model rebuilt from the first event, against the least that it takes to read the same events and write the same rows. */
final class Rebuilding implements Benchmark {

  private static final Map<String, List<Table>> MODELS = new TreeMap<>(Map.of("audit", List.of(new Table("audit_entry", "position")),
      "status", List.of(new Table("status_version", "as_of"), new Table("status_participant", "as_of"), new Table("status_migration", "as_of"))));
  private static final int PARTICIPANTS = 100;

  @Override public String id() {
    return "P5";
  }

  @Override public List<Figure> measure(Laboratory laboratory) throws Exception {
    var perSecond = new TreeMap<String, Double>();
    var figures = new ArrayList<Figure>();
    try (var small = new Store(laboratory, laboratory.size(200_000, 10_000))) {
      for (var model : MODELS.keySet()) figures.add(againstRaw(laboratory, small, model, perSecond));
    }
    try (var large = new Store(laboratory, laboratory.size(1_000_000, 30_000))) {
      for (var model : MODELS.keySet()) figures.add(linear(large, model, perSecond.get(model)));
    }
    return figures;
  }

  private static Figure againstRaw(Laboratory laboratory, Store store, String model, Map<String, Double> perSecond) throws Exception {
    store.rebuild(model);
    var raw = new RawRebuild(store.database, model, MODELS.get(model));
    var rounds = Rounds.interleaved(0, laboratory.size(3, 2), () -> store.rebuild(model), raw::perSecond);
    perSecond.put(model, rounds.ours());
    return new Figure("P5", "rebuild of " + model + " from " + Goal.number(store.events) + " events", rounds.ratios((ours, theirs) -> ours / theirs), Goal.atLeast(0.7),
        Goal.number(rounds.ours()) + " events/s, raw " + Goal.number(rounds.theirs()) + " events/s");
  }

  /** Once: many minutes tell no more. */
  private static Figure linear(Store store, String model, double before) {
    store.settle();
    var now = store.rebuild(model);
    return new Figure("P5", "speed from " + Goal.number(store.events) + " events against the speed above, " + model, List.of(now / before), Goal.atLeast(0.8),
        Goal.number(now) + " events/s");
  }

  /** A history and what rebuilds read models from it. */
  private static final class Store implements AutoCloseable {

    private final HikariDataSource database;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final long events;

    Store(Laboratory laboratory, int least) {
      database = new HikariDataSource(config(laboratory.newDatabase("rebuilding")));
      events = History.fill(database, least, PARTICIPANTS);
      context.registerBean(DataSource.class, () -> database);
      context.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(database));
      context.registerBean(SealedEventReader.class,
          () -> new SealedEventReader(database, new EventReading(new EventSerializer(EventNames.standard()), Upcasts.standard())));
      context.register(ReplayWiring.class);
      context.refresh();
    }

    private static HikariConfig config(String url) {
      var config = new HikariConfig();
      config.setJdbcUrl(url);
      config.setMaximumPoolSize(4);
      config.addDataSourceProperty("reWriteBatchedInserts", "true");
      config.setConnectionInitSql(ReadSide.PLANNED_AS_IN_THE_SERVICE);
      return config;
    }

    /** What the server does once with rows that are new is done: the smaller store's are not new either, as a rebuild that does not count goes before. */
    void settle() {
      new JdbcTemplate(database).execute("vacuum analyze");
    }

    /** @return events per second */
    double rebuild(String model) {
      var begin = System.nanoTime();
      context.getBean(Replay.class).rebuild(model, progress -> { });
      return events / ((System.nanoTime() - begin) / 1e9);
    }

    @Override public void close() {
      context.close();
      database.close();
    }
  }
}
