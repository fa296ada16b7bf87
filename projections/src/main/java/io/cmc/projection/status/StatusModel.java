// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.projection.Happened;
import io.cmc.projection.ReadModel;
import io.cmc.store.read.SealedEvent;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The status as it is built from the first event. */
public final class StatusModel implements ReadModel {

  public static final String NAME = "status";

  private final StatusTables tables;
  private final int remembered;

  public StatusModel(JdbcTemplate jdbc) {
    this(jdbc, StatusBatch.REMEMBERED);
  }

  /** @param remembered rows that stay in memory while a copy is made */
  StatusModel(JdbcTemplate jdbc, int remembered) {
    this.remembered = remembered;
    this.tables = new StatusTables(jdbc);
  }

  @Override public String name() {
    return NAME;
  }

  @Override public Copy copy(int generation) {
    var batch = new StatusBatch(tables, generation, remembered);
    return new Copy() {
      @Override public void take(SealedEvent event) {
        batch.take(Happened.of(event));
      }

      @Override public void flush() {
        batch.flush();
      }

      @Override public boolean flushPart() {
        return batch.flushPart();
      }

      @Override public boolean settle() {
        return batch.settle();
      }
    };
  }

  @Override public void forget(int generation) {
    tables.forget(generation);
  }

  @Override public void forgetAllBut(List<Integer> kept) {
    tables.forgetAllBut(kept);
  }
}
