// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.commit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What is written just before a transaction is committed, in order and with few journeys to the server: what events leave behind, whose outcome nobody
 * asks for, and of some commands the events themselves. Transactions of such commands that did nothing before that end together with others that end at
 * the same time ({@link CommitGroups}): they are committed here, and what Spring does at their end then finds nothing left to do. So nobody else may write,
 * or fail, in a {@code beforeCommit} of such a transaction. Safe for many threads.
 */
public final class EndOfTransaction {

  private final JdbcTemplate jdbc;
  private final Predicate<Message<?>> mayWait;
  private final CommitGroups groups;

  /** @param mayWait of which commands the events may wait for the end: whether somebody else was first shows then, behind all that was done by then */
  public EndOfTransaction(DataSource database, Predicate<Message<?>> mayWait) {
    this(database, mayWait, Gathering.PATIENCE, System::nanoTime);
  }

  EndOfTransaction(DataSource database, Predicate<Message<?>> mayWait, Duration patience, LongSupplier nanos) {
    this.jdbc = new JdbcTemplate(database);
    this.mayWait = mayWait;
    this.groups = new CommitGroups(patience, nanos);
  }

  /** Whether the events of what is being handled may be written at its end. */
  public boolean eventsMayWait() {
    return TransactionSynchronizationManager.isActualTransactionActive() && CurrentUnitOfWork.isStarted() && mayWait.test(CurrentUnitOfWork.get().root().getMessage());
  }

  /**
   * @param stream of the first of them; @param events each of which has to change a row, and whose statement ends with {@link Write#WAITS}; @param notTaken what is thrown where one did not
   * @throws IllegalStateException when what the transaction writes was sent already: it would be lost
   */
  public void append(String stream, List<Write> events, Supplier<RuntimeException> notTaken) {
    leaving().add(new Leaving.Append(stream, events, notTaken));
  }

  /**
   * Once the transaction has come to its end; what makes it fail then undoes the transaction. Without a transaction at once.
   *
   * @throws IllegalStateException when what the transaction writes was sent already: it would be lost
   */
  public void write(Write write) {
    if (TransactionSynchronizationManager.isSynchronizationActive()) leaving().add(write);
    else jdbc.update(write.sql(), write.values().toArray());
  }

  /**
   * @param beside what to look for where the transaction has not begun at the server: what is committed, which then does not begin it; it may be looked for
   *     together with others
   * @param within the same where it has, and may have changed what is looked for
   */
  public <T> T look(Supplier<T> beside, Supplier<T> within) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) return beside.get();
    return jdbc.execute((ConnectionCallback<T>) connection -> isUntouched(connection) ? beside(connection, beside) : within.get());
  }

  private static <T> T beside(Connection connection, Supplier<T> look) throws SQLException {
    connection.setAutoCommit(true);
    try (var begun = new Begun(connection)) {
      return look.get();
    }
  }

  /** From its end on the transaction is to begin with the next statement, as if nothing had been. */
  private record Begun(Connection connection) implements AutoCloseable {

    @Override public void close() throws SQLException {
      connection.setAutoCommit(false);
    }
  }

  /** Transactions that wait for others to be committed, and are to be committed with the next. */
  int waiting() {
    return groups.waiting();
  }

  private static boolean isUntouched(Connection connection) throws SQLException {
    return !connection.getAutoCommit() && connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE;
  }

  private Leaving leaving() {
    if (TransactionSynchronizationManager.getResource(this) instanceof Pending known) return known.leaving;
    var pending = new Pending();
    TransactionSynchronizationManager.bindResource(this, pending);
    TransactionSynchronizationManager.registerSynchronization(pending);
    return pending.leaving;
  }

  private void end(Leaving leaving) {
    jdbc.execute((ConnectionCallback<Void>) connection -> {
      if (!leaving.hasEvents() || !isUntouched(connection) || !groups.commit(connection, leaving)) leaving.write(connection);
      return null;
    });
  }

  /** Of one transaction. */
  private final class Pending implements TransactionSynchronization {

    private final Leaving leaving = new Leaving();

    @Override public void beforeCommit(boolean readOnly) {
      end(leaving);
      leaving.isWritten();
    }

    @Override public void suspend() {
      TransactionSynchronizationManager.unbindResource(EndOfTransaction.this);
    }

    @Override public void resume() {
      TransactionSynchronizationManager.bindResource(EndOfTransaction.this, this);
    }

    @Override public void afterCompletion(int status) {
      TransactionSynchronizationManager.unbindResourceIfPossible(EndOfTransaction.this);
    }
  }
}
