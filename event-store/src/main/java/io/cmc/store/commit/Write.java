// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.commit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;

/**
 * A statement that changes rows.
 *
 * @param values in the order of its places
 */
public record Write(String sql, List<Object> values) {

  /**
   * A condition that always holds, for the end of what appends an event: its place, the last one, says for how long the transaction waits for locks of others
   * from then on; {@link #AS_THE_SESSION_DOES as long as the session does}, or as {@code lock_timeout} has it.
   */
  public static final String WAITS = "set_config('lock_timeout', coalesce(nullif(?, ''), current_setting('lock_timeout')), true) is not null";

  public static final String AS_THE_SESSION_DOES = "";

  /**
   * In one journey to the server.
   *
   * @param same at least one, all with the same statement
   * @return how many rows each has changed
   */
  public static int[] all(Connection connection, List<Write> same) throws SQLException {
    try (var statement = connection.prepareStatement(same.getFirst().sql())) {
      for (var write : same) {
        write.setIn(statement);
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }

  /** @param counts of {@link #all} */
  public static boolean changedAll(int[] counts) {
    return Arrays.stream(counts).allMatch(changed -> changed == 1);
  }

  /** @param most for how long what has a place for that in its end, {@link #WAITS}, waits for locks */
  Write waiting(String most) {
    return new Write(sql, Stream.concat(values.stream().limit(values.size() - 1), Stream.of(most)).toList());
  }

  /** In their order. @param different statements, at least one */
  static void inOneMessage(Connection connection, List<Write> different) throws SQLException {
    var all = new Write(different.stream().map(Write::sql).collect(Collectors.joining(";\n")), different.stream().flatMap(w -> w.values().stream()).toList());
    try (var statement = connection.prepareStatement(all.sql())) {
      all.setIn(statement);
      statement.execute();
    }
  }

  private void setIn(PreparedStatement statement) throws SQLException {
    set(statement, values);
  }

  /** @param values in the order of the statement's places */
  public static void set(PreparedStatement statement, List<Object> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) StatementCreatorUtils.setParameterValue(statement, i + 1, SqlTypeValue.TYPE_UNKNOWN, values.get(i));
  }
}
