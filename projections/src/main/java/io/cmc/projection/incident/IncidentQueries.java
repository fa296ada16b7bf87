// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.incident;

import io.cmc.projection.RowJson;
import io.cmc.projection.sight.Sight;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the incidents' live generation, the newest first. */
public final class IncidentQueries {

  private final JdbcTemplate jdbc;
  private final RowJson json = new RowJson();

  public IncidentQueries(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is asked for; an empty text asks for all.
   *
   * @param before only those opened before this position
   */
  public record Question(String migration, String participant, boolean openOnly, long before, int limit) {}

  public List<IncidentRow> read(Question asked, Sight sight) {
    var seen = sight.details("incident.migration", "incident.participant");
    var values = new ArrayList<Object>(List.of(asked.before(), asked.migration(), asked.migration(), asked.participant(), asked.participant(), asked.openOnly()));
    values.addAll(seen.values());
    values.add(asked.limit());
    return jdbc.query("select detail from incident where generation = (select generation from read_model where name = 'incident')"
        + " and opened < ? and (? = '' or migration = ?) and (? = '' or participant = ?) and not (? and closed) and " + seen.sql()
        + " order by opened desc limit ?", (r, n) -> json.read(r.getString(1), IncidentRow.class), values.toArray());
  }
}
