// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import io.cmc.projection.ReadModel;
import io.cmc.projection.RowJson;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The status as it is built from the first event. */
public final class StatusModel implements ReadModel {

  public static final String NAME = "status";

  private final StatusTables tables;

  public StatusModel(JdbcTemplate jdbc) {
    this.tables = new StatusTables(jdbc, new RowJson());
  }

  @Override public String name() {
    return NAME;
  }

  @Override public Copy copy(int generation) {
    var batch = new StatusBatch(tables, generation);
    return Copy.folding(batch::take, batch::flush);
  }

  @Override public void forget(int generation) {
    tables.forget(generation);
  }

  @Override public void forgetAllBut(List<Integer> kept) {
    tables.forgetAllBut(kept);
  }
}
