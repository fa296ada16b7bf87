// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Opens the sessions of a node in its database. */
public final class Sessions {

  private Sessions() {}

  /** A pool that always holds at least one session open, as a real node does. */
  public static HikariDataSource pool(String url, int size) {
    return new HikariDataSource(config(url, size, ""));
  }

  /**
   * The same for many nodes with tables of their own, which are small and asked by their keys: each statement comes only a few times in a session, so it is
   * prepared and planned the first time. Of a thousand nodes the driver forgets statements of those that were not asked for long.
   */
  public static HikariDataSource ofMany(String url, int size) {
    var config = config(url, size, " -c plan_cache_mode=force_generic_plan");
    config.addDataSourceProperty("prepareThreshold", "1");
    return new HikariDataSource(config);
  }

  private static HikariConfig config(String url, int size, String more) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(1000);
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "canton-sim");
    // a commit may get lost with the server, never with the simulator; nodes commit often
    config.addDataSourceProperty("options", "-c synchronous_commit=off" + more);
    return config;
  }

  /** The text of one of the simulator's schema scripts; a script may be run again. */
  public static String script(String name) {
    try (var in = Sessions.class.getResourceAsStream("/io/cmc/sim/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens sessions and makes what tables are missing. */
  static Database open(Storage storage, String tables, BooleanSupplier trouble, Supplier<RuntimeException> gone) {
    var opened = switch (storage) {
      case Storage.Own(var url) -> own(pool(url, 2), trouble, gone);
      case Storage.Shared(var pool, var schema) -> shared(pool, schema, trouble, gone);
    };
    opened.write(jdbc -> jdbc.sql(script(tables)).update());
    return opened;
  }

  private static Database own(HikariDataSource pool, BooleanSupplier trouble, Supplier<RuntimeException> gone) {
    return new Database(pool, JdbcClient.create(pool), pool, trouble, gone);
  }

  /** As a source of its own: a node that is asked by another within its transaction has one of its own. */
  private static Database shared(DataSource pool, String schema, BooleanSupplier trouble, Supplier<RuntimeException> gone) {
    var sessions = new DelegatingDataSource(pool);
    var database = new Database(sessions, new InSchema(JdbcClient.create(sessions), schema), () -> { }, trouble, gone);
    database.write(jdbc -> jdbc.sql("create schema if not exists " + schema).update());
    return database;
  }
}
