// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cmc.postgres.EmbeddedServer;
import io.cmc.store.schema.EventStoreSchema;
import io.cmc.store.schema.ServiceRole;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Where everything is kept: a database that was named, or an embedded one in the data folder. */
@Configuration(proxyBeanMethods = false)
class Storage {

  private static final String EMBEDDED = "cmc";

  /** An empty address names no database, as well as none. */
  static final class NoDatabaseNamed implements Condition {
    @Override public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return context.getEnvironment().getProperty("cmc.database.url", "").isEmpty();
    }
  }

  @Bean(destroyMethod = "close")
  @Conditional(NoDatabaseNamed.class)
  EmbeddedServer embeddedServer(ServiceSettings settings) {
    var server = EmbeddedServer.start(settings.data().resolve("postgres"));
    createDatabase(server);
    return server;
  }

  /** The tables are brought up to date before anybody gets a connection. */
  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(ServiceSettings settings, ObjectProvider<EmbeddedServer> embedded) {
    var url = embedded.stream().findFirst().map(s -> "jdbc:postgresql://localhost:" + s.port() + "/" + EMBEDDED)
        .orElse(settings.database().url());
    var address = DatabaseAddress.of(url, settings.database());
    new EventStoreSchema(address.owner()).prepare(new ServiceRole(address.user(), Optional.of(address.password()).filter(p -> !p.isEmpty())));
    return new Pool(pool(address, settings.database()));
  }

  static HikariConfig pool(DatabaseAddress address, ServiceSettings.Database settings) {
    var pool = new HikariConfig();
    pool.setPoolName("cmc");
    pool.setJdbcUrl(address.url());
    pool.setUsername(address.user());
    pool.setPassword(address.password());
    pool.setMaximumPoolSize(settings.connections());
    pool.addDataSourceProperty("reWriteBatchedInserts", "true");
    new DatabaseLimits(settings.answer()).limit(pool);
    return pool;
  }

  private static void createDatabase(EmbeddedServer server) {
    try (var c = DriverManager.getConnection(server.jdbcUrl("postgres")); var s = c.createStatement()) {
      if (!s.executeQuery("select 1 from pg_database where datname = '" + EMBEDDED + "'").next()) s.execute("create database " + EMBEDDED);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make the database of the service", e);
    }
  }
}
