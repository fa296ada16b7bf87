// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.checkpoint;

import io.cmc.seal.SignedCheckpoint;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Checkpoints as rows. Safe for many threads. */
public final class CheckpointTable implements Checkpoints {

  private final JdbcClient database;

  public CheckpointTable(DataSource database) {
    this.database = JdbcClient.create(database);
  }

  @Override public List<SignedCheckpoint> after(long number, int max) {
    return database.sql("select text, signature from checkpoint where number > ? order by number limit ?").params(number, max)
        .query((row, i) -> new SignedCheckpoint(row.getString(1), row.getString(2))).list();
  }

  public boolean isEmpty() {
    return after(0, 1).isEmpty();
  }
}
