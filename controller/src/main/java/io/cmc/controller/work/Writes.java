// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.store.engine.LastWrites;
import io.cmc.store.engine.LastWrites.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is written beside the events of a transaction, whose outcome nobody asks for: it goes to the database with its {@link LastWrites}. Without
 * a transaction each is written by itself.
 */
final class Writes {

  private final LastWrites last;
  /** As many as the code has. */
  private final Map<String, ParsedSql> known = new ConcurrentHashMap<>();

  Writes(JdbcClient db) {
    this(new LastWrites(db));
  }

  Writes(LastWrites last) {
    this.last = last;
  }

  Write sql(String sql) {
    return new Write(sql);
  }

  /** One statement, with named parameters. */
  final class Write {

    private final String sql;
    private final Map<String, Object> params = new LinkedHashMap<>();

    private Write(String sql) {
      this.sql = sql;
    }

    Write param(String name, Object value) {
      params.put(name, value);
      return this;
    }

    /**
     * Once the transaction has come to its end; what makes it fail then undoes the transaction.
     *
     * @throws IllegalStateException when what the transaction writes was sent already: it would be lost
     */
    void update() {
      last.add(positional());
    }

    /** With places instead of names, as statements that are sent together have them. */
    private Statement positional() {
      var given = new MapSqlParameterSource(params);
      var parsed = known.computeIfAbsent(sql, NamedParameterUtils::parseSqlStatement);
      var values = Stream.of(NamedParameterUtils.buildValueArray(parsed, given, null))
          .<Object>flatMap(value -> value instanceof Collection<?> several ? several.stream() : Stream.of(value));
      return new Statement(NamedParameterUtils.substituteNamedParameters(parsed, given), values.toList());
    }
  }
}
