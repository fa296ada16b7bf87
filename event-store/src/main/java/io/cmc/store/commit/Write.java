// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.commit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;

/**
 * A statement that changes rows.
 *
 * @param values in the order of its places
 */
public record Write(String sql, List<Object> values) {

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

  /** In their order. @param different statements, at least one */
  static void inOneMessage(Connection connection, List<Write> different) throws SQLException {
    var all = new Write(different.stream().map(Write::sql).collect(Collectors.joining(";\n")), different.stream().flatMap(w -> w.values().stream()).toList());
    try (var statement = connection.prepareStatement(all.sql())) {
      all.setIn(statement);
      statement.execute();
    }
  }

  private void setIn(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < values.size(); i++) StatementCreatorUtils.setParameterValue(statement, i + 1, SqlTypeValue.TYPE_UNKNOWN, values.get(i));
  }
}
