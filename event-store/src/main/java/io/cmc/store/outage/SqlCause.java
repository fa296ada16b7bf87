// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.outage;

import java.sql.SQLException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the database said, somewhere among the causes of a failure. PostgreSQL's driver tells most of it by the SQLState alone, and not by the exception's class. */
public final class SqlCause {

  private SqlCause() {}

  /** @param state five characters, all of them */
  public static boolean isIn(Throwable failure, String state) {
    return isIn(failure, sql -> state.equals(sql.getSQLState()));
  }

  static boolean isIn(Throwable failure, Predicate<SQLException> kind) {
    return Stream.iterate(failure, t -> t != null, Throwable::getCause).anyMatch(t -> t instanceof SQLException sql && kind.test(sql));
  }
}
