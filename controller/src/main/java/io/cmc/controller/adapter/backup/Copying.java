// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import io.cmc.controller.port.Fence;
import io.cmc.plan.Database;
import java.time.Duration;

/** Copies a database on its own server, and keeps everybody out of it meanwhile. */
final class Copying {

  /** Above this a copy through the write-ahead log takes longer than the two checkpoints of a copy by files. */
  private static final long LARGE = 1L << 30;
  private static final int FIRST_WITH_CHOICE = 15;
  private static final int FIRST_TO_NOTICE = 14;

  private final DatabaseLogin login;
  private final Duration lockWait;

  /** @param lockWait for a lock that somebody holds on the database as a whole; new sessions wait as long */
  Copying(DatabaseLogin login, Duration lockWait) {
    this.login = login;
    this.lockWait = lockWait;
  }

  /** @param options the end of {@code CREATE DATABASE}, quoted by the server */
  record Copy(String name, String options) {}

  /**
   * @param database of the plan, which says how the server is reached
   * @param original name of what is copied
   * @param attempt what the copying session is called
   */
  void copy(Database database, String original, String attempt, Copy copy, ServerFacts facts) {
    login.beside(database, cutter -> {
      var sql = CopyCatalog.quoted(cutter, "create database %I template %I", copy.name(), original) + copy.options() + strategy(facts);
      return login.beside(database, copier -> {
        try (var statement = copier.createStatement()) {
          statement.execute("set application_name = '" + attempt + "'");
          statement.execute("set lock_timeout = " + lockWait.toMillis());
          // a copy whose service is gone ends by itself
          if (facts.major() >= FIRST_TO_NOTICE) statement.execute("set client_connection_check_interval = '2s'");
        }
        Fence.pass();
        new Cutting(copier, cutter, original).run(sql);
        return true;
      });
    });
  }

  private static String strategy(ServerFacts facts) {
    return facts.major() >= FIRST_WITH_CHOICE && facts.bytes() > LARGE ? " strategy file_copy" : "";
  }
}
