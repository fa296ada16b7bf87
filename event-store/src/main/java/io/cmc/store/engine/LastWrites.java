// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What a transaction writes last: statements whose outcome nobody asks for go to the database in order and at once, in one message with the
 * commit. An event and all that it leaves behind is then one journey there and back, where each of them, and the commit, would be one. What
 * makes a statement fail undoes all. Safe for many threads.
 */
public final class LastWrites {

  private static final String COMMIT = "COMMIT";

  private final JdbcClient db;

  public LastWrites(JdbcClient db) {
    this.db = db;
  }

  /** With places for its values. */
  public record Statement(String sql, List<Object> values) {}

  /** Statements that come together. @param failed is told when these or others failed that were sent with them, and may throw what says more */
  private record Group(List<Statement> statements, Consumer<RuntimeException> failed) {}

  /** Whether there is a transaction that is still to end; without one, statements are sent by themselves. */
  static boolean areWaitedFor() {
    return TransactionSynchronizationManager.isSynchronizationActive() && TransactionSynchronizationManager.isActualTransactionActive();
  }

  /** @throws IllegalStateException when what the transaction writes was sent already: it would be lost */
  public void add(Statement statement) {
    add(List.of(statement), failure -> { });
  }

  void add(List<Statement> statements, Consumer<RuntimeException> failed) {
    var group = new Group(statements, failed);
    if (TransactionSynchronizationManager.isSynchronizationActive()) pending().add(group);
    else send(List.of(group), "");
  }

  /** For whoever asks, in the same transaction, for what was written. */
  void sendNow() {
    if (TransactionSynchronizationManager.getResource(this) instanceof Pending pending) pending.send("");
  }

  private void send(List<Group> groups, String end) {
    var all = groups.stream().flatMap(g -> g.statements().stream()).toList();
    var sql = all.stream().map(Statement::sql).collect(Collectors.joining(";\n")) + end;
    try {
      db.sql(sql).params(all.stream().flatMap(s -> s.values().stream()).toList()).update();
    } catch (RuntimeException e) {
      groups.forEach(g -> g.failed().accept(e));
      throw e;
    }
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

    private final List<Group> groups = new ArrayList<>();
    private boolean committing;

    void add(Group group) {
      if (committing) throw new IllegalStateException("too late to be written in this transaction, which is being committed: " + group.statements());
      groups.add(group);
    }

    void send(String end) {
      if (groups.isEmpty()) return;
      var all = List.copyOf(groups);
      groups.clear();
      LastWrites.this.send(all, end);
    }

    /** Whoever else has something to do before the commit would come too late where it went along. */
    @Override public void beforeCommit(boolean readOnly) {
      committing = true;
      send(isLast() ? ";\n" + COMMIT : "");
    }

    private boolean isLast() {
      return TransactionSynchronizationManager.isActualTransactionActive() && TransactionSynchronizationManager.getSynchronizations().getLast() == this;
    }

    @Override public void suspend() {
      TransactionSynchronizationManager.unbindResource(LastWrites.this);
    }

    @Override public void resume() {
      TransactionSynchronizationManager.bindResource(LastWrites.this, this);
    }

    @Override public void afterCompletion(int status) {
      TransactionSynchronizationManager.unbindResourceIfPossible(LastWrites.this);
    }
  }
}
