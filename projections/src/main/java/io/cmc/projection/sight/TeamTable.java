// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.sight;

import io.cmc.event.Event;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.id.NodeName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whose each participant is. */
public final class TeamTable {

  // what another read model has just written is waited for, and then is the same; all write in the order of the plan
  private static final String ADD = "insert into participant_team (migration, participant, team, uid) values (?, ?, ?, ?) on conflict do nothing";

  private final JdbcTemplate jdbc;

  public TeamTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** In the caller's transaction; told again, it changes nothing. */
  public void take(Event event) {
    if (!(event instanceof MigrationPlanned planned)) return;
    jdbc.batchUpdate(ADD, planned.plan().participants(), 500, (s, p) -> {
      s.setString(1, planned.migration().value());
      s.setString(2, p.name().value());
      s.setString(3, p.team());
      s.setString(4, p.uid().value());
    });
  }

  /** Nobody where there is no such migration, or nobody planned it yet. */
  public List<Member> members(String migration) {
    return members(List.of(migration)).getOrDefault(migration, List.of());
  }

  public Map<String, List<Member>> members(Collection<String> migrations) {
    var members = new HashMap<String, List<Member>>();
    jdbc.query("select migration, participant, team, uid from participant_team where migration = any (?) order by 1, 2", r -> {
      members.computeIfAbsent(r.getString(1), m -> new ArrayList<>()).add(new Member(new NodeName(r.getString(2)), r.getString(3), r.getString(4)));
    }, (Object) migrations.toArray(String[]::new));
    return members;
  }
}
