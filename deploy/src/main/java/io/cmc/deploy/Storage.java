// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where everything is kept: a database that was named, or an embedded one in the data folder. */
@Configuration(proxyBeanMethods = false)
class Storage {

  /** A service at rest needs no more, and each that is open takes memory of the server; the others are opened when they are needed. */
  private static final int OPEN_AT_REST = 4;

  /** Begun before there were beans, where the service was started so. */
  @Bean(destroyMethod = "close")
  ReadyDatabase readyDatabase(ServiceSettings settings, ObjectProvider<DatabaseAhead.Begun> begun) {
    var ahead = begun.getIfAvailable();
    return ahead == null ? ReadyDatabase.of(settings) : ahead.take();
  }

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(ServiceSettings settings, ReadyDatabase database) {
    return new Pool(pool(database.address(), settings.database()));
  }

  static HikariConfig pool(DatabaseAddress address, ServiceSettings.Database settings) {
    var pool = new HikariConfig();
    pool.setPoolName("cmc");
    pool.setJdbcUrl(address.url());
    pool.setUsername(address.user());
    pool.setPassword(address.password());
    pool.setMaximumPoolSize(settings.connections());
    pool.setMinimumIdle(Math.min(OPEN_AT_REST, settings.connections()));
    pool.addDataSourceProperty("reWriteBatchedInserts", "true");
    new DatabaseLimits(settings.answer()).limit(pool);
    return pool;
  }
}
