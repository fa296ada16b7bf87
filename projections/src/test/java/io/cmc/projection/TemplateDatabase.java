// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import io.cmc.postgres.ThrowawayServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A database that is prepared once; tests get copies of it. */
final class TemplateDatabase {

  private static final String NAME = "read_side";
  private static final AtomicInteger COPIES = new AtomicInteger();

  private TemplateDatabase() {}

  /** @param prepare is given the address of the empty template, the first time only. @return address of a copy of its own */
  static synchronized String copy(Consumer<String> prepare) {
    var number = COPIES.getAndIncrement();
    if (number == 0) {
      run("create database " + NAME);
      prepare.accept(ThrowawayServer.server().jdbcUrl(NAME));
    }
    run("create database " + NAME + "_" + number + " template " + NAME);
    return ThrowawayServer.server().jdbcUrl(NAME + "_" + number);
  }

  private static void run(String sql) {
    try (var c = DriverManager.getConnection(ThrowawayServer.server().jdbcUrl("postgres")); var s = c.createStatement()) {
      s.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
