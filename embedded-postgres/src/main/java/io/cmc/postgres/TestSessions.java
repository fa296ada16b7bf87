// SPDX-License-Identifier: Apache-2.0
package io.cmc.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/**
 * Sessions of a test in its database, kept for a while: to open one for each statement costs the server more than the statement. One that was
 * cut and lay still for half a second is replaced. Nobody has to close them, they end within a minute. While one is kept nobody can copy or drop the database.
 */
public final class TestSessions {

  private static final int AT_ONCE = 20;
  private static final long KEPT_MILLIS = 10_000;

  private TestSessions() {}

  /** As whom the address names. */
  public static DataSource of(String url) {
    return new HikariDataSource(config(url));
  }

  /** @param options such as {@code -c synchronous_commit=off} */
  public static DataSource of(String url, String user, String options) {
    var config = config(url);
    config.setUsername(user);
    config.addDataSourceProperty("options", options);
    return new HikariDataSource(config);
  }

  private static HikariConfig config(String url) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMinimumIdle(0);
    config.setIdleTimeout(KEPT_MILLIS);
    config.setMaximumPoolSize(AT_ONCE);
    return config;
  }
}
