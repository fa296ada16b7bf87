// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.sight;

import io.cmc.access.Reach;
import java.util.Collection;
import java.util.List;

/** What somebody may see: the migrations in which one of these teams takes part, and of their participants those of these teams. */
public record Sight(Reach reach) {

  public static final Sight EVERYTHING = new Sight(Reach.EVERYTHING);

  private static final Condition TRUE = new Condition("true", List.of());

  /** A condition in SQL. @param values what stands at its question marks */
  public record Condition(String sql, List<Object> values) {}

  public boolean everything() {
    return reach.everything();
  }

  /** @param migration a column; rows of migrations that are not seen are as if they were not there */
  public Condition migrations(String migration) {
    if (everything()) return TRUE;
    return new Condition("exists (select 1 from participant_team t where t.migration = " + migration + " and t.team <> '' and t.team = any (?))",
        List.of((Object) teams()));
  }

  /** @param migration a column; @param participant a column, empty or "@domains" where a row is of the migration as a whole */
  public Condition details(String migration, String participant) {
    if (everything()) return TRUE;
    return new Condition("exists (select 1 from participant_team t where t.migration = " + migration + " and t.team <> '' and t.team = any (?) and "
        + participant + " in ('', '@domains', t.participant))", List.of((Object) teams()));
  }

  /** What may be seen of one migration. */
  public View of(Collection<Member> members) {
    return everything() ? View.WHOLE : View.of(members.stream().filter(m -> reach.covers(m.team())).toList(),
        members.stream().filter(m -> !reach.covers(m.team())).toList());
  }

  private String[] teams() {
    return reach.teams().toArray(String[]::new);
  }
}
