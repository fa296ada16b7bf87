// SPDX-License-Identifier: Apache-2.0
package io.cmc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReachTest {

  private static final Reach A_AND_B = new Reach(false, Set.of("a", "b"));

  @Test void it_is_of_the_teams_in_which_one_of_the_roles_is_held() {
    var grants = new Grants(Set.of(Grant.of(Role.OPERATOR, "a"), Grant.of(Role.VIEWER, "b"), Grant.of(Role.ADMIN, "c")));

    assertThat(Reach.of(grants, Set.of(Role.OPERATOR, Role.VIEWER))).isEqualTo(A_AND_B);
    assertThat(Reach.of(grants, Set.of(Role.AUDITOR)).isNothing()).isTrue();
    assertThat(Reach.of(Grants.NONE, Set.of(Role.values()))).isEqualTo(Reach.NOTHING);
  }

  @Test void a_role_for_all_teams_reaches_what_belongs_to_none() {
    var all = Reach.of(new Grants(Set.of(Grant.everywhere(Role.VIEWER), Grant.of(Role.VIEWER, "a"))), Set.of(Role.VIEWER));

    assertThat(all).isEqualTo(Reach.EVERYTHING);
    assertThat(all.covers("")).isTrue();
    assertThat(all.coversEvery(List.of())).isTrue();
  }

  @Test void what_belongs_to_no_team_belongs_to_nobody_not_even_to_a_team_without_a_name() {
    var nameless = Reach.of(new Grants(Set.of(Grant.of(Role.VIEWER, ""), Grant.of(Role.VIEWER, "  "))), Set.of(Role.VIEWER));

    assertThat(nameless.isNothing()).isTrue();
    assertThat(A_AND_B.covers("")).isFalse();
    assertThat(A_AND_B.coversEvery(List.of("a", ""))).isFalse();
    assertThat(A_AND_B.coversEvery(List.of())).as("of no team at all").isFalse();
    assertThat(A_AND_B.coversAny(List.of("", "x"))).isFalse();
  }
}
