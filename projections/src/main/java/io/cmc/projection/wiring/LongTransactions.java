// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.wiring;

import io.cmc.store.outage.LongStatements;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/** For rebuilding, which removes all rows of a read model with one statement. */
final class LongTransactions extends TransactionTemplate {

  private static final long serialVersionUID = 1L;

  private final transient JdbcTemplate jdbc;

  LongTransactions(PlatformTransactionManager transactions, JdbcTemplate jdbc) {
    super(transactions);
    this.jdbc = jdbc;
  }

  @Override public <T> T execute(TransactionCallback<T> action) {
    return super.execute(status -> {
      jdbc.execute((ConnectionCallback<Integer>) LongStatements::begin); // until the connection goes back to its pool
      return action.doInTransaction(status);
    });
  }
}
