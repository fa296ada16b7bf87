// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.incident;

import io.cmc.projection.ReadModel;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The incidents as they are built from the first event. */
public final class IncidentModel implements ReadModel {

  public static final String NAME = "incident";

  private final IncidentTable table;

  public IncidentModel(JdbcTemplate jdbc) {
    this.table = new IncidentTable(jdbc);
  }

  @Override public String name() {
    return NAME;
  }

  @Override public Copy copy(int generation) {
    var batch = new IncidentBatch(table, generation);
    return Copy.folding(batch::take, batch::flush);
  }

  @Override public void forget(int generation) {
    table.forget(generation);
  }

  @Override public void forgetAllBut(List<Integer> kept) {
    table.forgetAllBut(kept);
  }
}
