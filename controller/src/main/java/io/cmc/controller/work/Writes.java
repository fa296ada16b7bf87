// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.store.commit.EndOfTransaction;
import io.cmc.store.commit.Write;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;

/**
 * What is written beside the events of a transaction, whose outcome nobody asks for: it is written at the end of the transaction. An event has several
 * of them, and each would be a journey there and back. Without a transaction each is written by itself.
 */
final class Writes {

  private final EndOfTransaction end;
  /** There are some twenty. */
  private final Map<String, ParsedSql> known = new ConcurrentHashMap<>();

  Writes(EndOfTransaction end) {
    this.end = end;
  }

  Statement sql(String sql) {
    return new Statement(sql);
  }

  /** One statement, with named parameters. */
  final class Statement {

    private final String sql;
    private final Map<String, Object> params = new LinkedHashMap<>();

    private Statement(String sql) {
      this.sql = sql;
    }

    Statement param(String name, Object value) {
      params.put(name, value);
      return this;
    }

    /**
     * Once the transaction has come to its end; what makes it fail then undoes the transaction.
     *
     * @throws IllegalStateException when what the transaction writes was sent already: it would be lost
     */
    void update() {
      end.write(positional());
    }

    /** With places instead of names, as statements that are sent together have them. */
    private Write positional() {
      var given = new MapSqlParameterSource(params);
      var parsed = known.computeIfAbsent(sql, NamedParameterUtils::parseSqlStatement);
      var values = Stream.of(NamedParameterUtils.buildValueArray(parsed, given, null))
          .<Object>flatMap(value -> value instanceof Collection<?> several ? several.stream() : Stream.of(value));
      return new Write(NamedParameterUtils.substituteNamedParameters(parsed, given), values.toList());
    }
  }
}
