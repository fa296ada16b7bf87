// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/**
 * A pool that believes none of its connections any more once somebody waited in vain although some were idle: they are dead, all in
 * the same way, and looking at each in turn would take as long as all orders together have patience.
 */
final class Pool extends HikariDataSource {

  Pool(HikariConfig config) {
    super(config);
  }

  @Override public Connection getConnection() throws SQLException {
    try {
      return super.getConnection();
    } catch (SQLTransientConnectionException e) {
      forgetIdle();
      throw e;
    }
  }

  private void forgetIdle() {
    var inside = getHikariPoolMXBean();
    if (inside != null && inside.getIdleConnections() > 0) inside.softEvictConnections();
  }
}
