// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.outage;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Writes events, more than a page of them, and takes them back: no reader ever sees them, and they take no place in the order. Fewer
 * would find room in a page that is there already.
 */
public final class EventTrial implements StoreHealth.Trial {

  private static final String EVENT = """
      insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp, payload_type, payload_revision, payload, meta_data)
      select id, id, 0, now()::text, 'a trial that is taken back', '1', rpad('', 1500, id), '{}'
      from (select gen_random_uuid()::text as id from generate_series(1, 8)) as new""";

  private final DataSource database;

  public EventTrial(DataSource database) {
    this.database = database;
  }

  @Override public void write() throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        insert(connection);
      } finally {
        connection.rollback();
      }
    }
  }

  private static void insert(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(EVENT);
    }
  }
}
