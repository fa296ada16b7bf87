// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One process's way into its database. Survives that its sessions are cut, and that the database cannot be reached for a while.
 * Closed, it throws: what a dead process still wanted to write is never written.
 */
final class Database implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final AutoCloseable pool;
  private final BooleanSupplier trouble;
  private final Supplier<RuntimeException> gone;
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();
  private boolean closed;

  /**
   * @param jdbc statements on sessions of the database
   * @param trouble true while the database is to be out of reach
   * @param gone what to throw when it is used after its closing
   */
  Database(DataSource database, JdbcClient jdbc, AutoCloseable pool, BooleanSupplier trouble, Supplier<RuntimeException> gone) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
    this.pool = pool;
    this.trouble = trouble;
    this.gone = gone;
  }

  <T> T read(Function<JdbcClient, T> query) {
    return insist(() -> query.apply(jdbc));
  }

  /** All of it or nothing; tried again on another session when the session is lost before the commit. */
  <T> T write(Function<JdbcClient, T> change) {
    return insist(() -> transactions.execute(_ -> change.apply(jdbc)));
  }

  /** As {@link #write}, with a single statement, which is a transaction by itself. */
  <T> T execute(Function<JdbcClient, T> statement) {
    return read(statement);
  }

  private <T> T insist(Supplier<T> work) {
    var until = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        return once(work);
      } catch (DataAccessResourceFailureException | CannotCreateTransactionException | TransactionSystemException e) {
        if (Instant.now().isAfter(until)) throw new CantonFailure(ErrorCode.SYNC_SERVICE_INTERNAL_ERROR, e.getMessage());
        pause();
      }
    }
  }

  private <T> T once(Supplier<T> work) {
    life.readLock().lock();
    try {
      if (closed) throw gone.get();
      if (trouble.getAsBoolean()) throw new DataAccessResourceFailureException("the database cannot be reached");
      return work.get();
    } finally {
      life.readLock().unlock();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeGone();
    }
  }

  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (closed) return;
      closed = true;
      pool.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot close the sessions of a node", e);
    } finally {
      life.writeLock().unlock();
    }
  }
}
