// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What is written beside the events of a transaction, whose outcome nobody asks for: it goes to the database in order and at once, just before
 * the transaction is committed. An event has several of them, and each would be a journey there and back. Without a transaction each is written
 * by itself.
 */
final class Writes {

  private final JdbcClient db;

  Writes(JdbcClient db) {
    this.db = db;
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
      if (TransactionSynchronizationManager.isSynchronizationActive()) pending().add(this);
      else all(List.of(this));
    }

    /** With places instead of names, as statements that are sent together have them. */
    private Positional positional() {
      var given = new MapSqlParameterSource(params);
      var parsed = NamedParameterUtils.parseSqlStatement(sql);
      var values = Stream.of(NamedParameterUtils.buildValueArray(parsed, given, null))
          .<Object>flatMap(value -> value instanceof Collection<?> several ? several.stream() : Stream.of(value));
      return new Positional(NamedParameterUtils.substituteNamedParameters(parsed, given), values.toList());
    }
  }

  private record Positional(String sql, List<Object> values) {}

  private void all(List<Write> writes) {
    var all = writes.stream().map(Write::positional).toList();
    db.sql(all.stream().map(Positional::sql).collect(Collectors.joining(";\n"))).params(all.stream().flatMap(w -> w.values().stream()).toList()).update();
  }

  private Pending pending() {
    if (TransactionSynchronizationManager.getResource(this) instanceof Pending known) return known;
    var pending = new Pending();
    TransactionSynchronizationManager.bindResource(this, pending);
    TransactionSynchronizationManager.registerSynchronization(pending);
    return pending;
  }

  /** Of one transaction. */
  private final class Pending implements TransactionSynchronization {

    private final List<Write> writes = new ArrayList<>();
    private boolean sent;

    void add(Write write) {
      if (sent) throw new IllegalStateException("too late to be written in this transaction, which is being committed: " + write.sql);
      writes.add(write);
    }

    @Override public void beforeCommit(boolean readOnly) {
      if (!writes.isEmpty()) all(writes);
      writes.clear();
      sent = true;
    }

    @Override public void suspend() {
      TransactionSynchronizationManager.unbindResource(Writes.this);
    }

    @Override public void resume() {
      TransactionSynchronizationManager.bindResource(Writes.this, this);
    }

    @Override public void afterCompletion(int status) {
      TransactionSynchronizationManager.unbindResourceIfPossible(Writes.this);
    }
  }
}
