// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import io.cmc.projection.audit.AuditQuestion.Between;
import io.cmc.projection.sight.Sight;
import java.util.ArrayList;
import java.util.List;

/** Finds the positions of one page's entries: SQL, and what stands at its question marks. */
final class AuditPositions {

  /** A condition, and what stands at its question marks. */
  record Way(String condition, List<Object> values) {

    Way and(Way other) {
      var both = new ArrayList<>(values);
      both.addAll(other.values);
      return new Way(condition + other.condition, both);
    }
  }

  /** @param stretch where entries of the time are that was asked for */
  record Scope(AuditQuestion asked, AuditStretch stretch, Sight sight) {}

  // people have few sets of teams, however long the trail is: from each of them to the next by the index
  private static final String NEXT_TEAMS = "select md5(actor_teams) as digest, actor_teams as teams from audit_entry where generation = " + AuditQueries.LIVE
      + " and actor_teams <> ''%s order by md5(actor_teams) limit 1";
  private static final String TEAMS = "(with recursive each as ((" + NEXT_TEAMS.formatted("") + ") union all select next.* from each cross join lateral ("
      + NEXT_TEAMS.formatted(" and md5(actor_teams) > each.digest") + ") next) select * from each where ? = any (string_to_array(each.teams, ',')))";

  private final StringBuilder sql = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  private AuditPositions() {}

  /** Of entries that fit in one way. */
  static Way of(Scope scope, Way way) {
    var positions = new AuditPositions();
    if (scope.asked.about().by().team().isEmpty()) positions.entries(scope, way, "");
    else positions.entriesOfTeams(scope, way);
    return new Way("(" + positions.sql + ")", positions.values);
  }

  private void entriesOfTeams(Scope scope, Way way) {
    add("select its.position from " + TEAMS + " of_teams cross join lateral (", scope.asked.about().by().team());
    entries(scope, way, " and actor_teams <> '' and md5(actor_teams) = of_teams.digest and actor_teams = of_teams.teams");
    add(") its order by its.position limit ?", scope.asked.limit());
  }

  private void entries(Scope scope, Way way, String ofTeams) {
    var asked = scope.asked;
    add("select position from audit_entry where generation = " + AuditQueries.LIVE + " and position > ?", asked.after());
    between(asked.between(), scope.stretch);
    narrow(" and migration = ?", asked.about().migration());
    narrow(" and participant <> '' and participant = ?", asked.about().participant());
    narrow(" and correlation_id = ?", asked.order());
    sql.append(ofTeams);
    add(way.condition, way.values.toArray());
    var seen = scope.sight.details("audit_entry.migration", "audit_entry.participant");
    add(" and " + seen.sql(), seen.values().toArray());
    add(" order by position limit ?", asked.limit());
  }

  private void between(Between times, AuditStretch stretch) {
    if (stretch.equals(AuditStretch.WHOLE)) return;
    add(" and position between ? and ?", stretch.first(), stretch.last());
    narrow(" and at >= ?::timestamptz", times.from().map(Object::toString).orElse(""));
    narrow(" and at < ?::timestamptz", times.to().map(Object::toString).orElse(""));
  }

  private void narrow(String condition, String value) {
    if (!value.isEmpty()) add(condition, value);
  }

  private void add(String text, Object... its) {
    sql.append(text);
    values.addAll(List.of(its));
  }
}
