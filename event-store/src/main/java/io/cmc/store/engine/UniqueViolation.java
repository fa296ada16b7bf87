// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import java.sql.SQLException;
import java.util.stream.Stream;

/** PostgreSQL's driver tells a violated unique key by its SQLState alone, and not by the exception's class. */
final class UniqueViolation {

  private static final String UNIQUE_VIOLATION = "23505";

  private UniqueViolation() {}

  static boolean causes(Throwable failure) {
    return Stream.iterate(failure, t -> t != null, Throwable::getCause)
        .anyMatch(t -> t instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState()));
  }
}
