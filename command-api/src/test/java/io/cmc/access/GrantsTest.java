// SPDX-License-Identifier: Apache-2.0
package io.cmc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantsTest {

  private static final Grants TEAM_A = new Grants(Set.of(Grant.of(Role.OPERATOR, "a"), Grant.of(Role.VIEWER, "b")));

  @Test void a_role_for_one_team_is_none_for_another() {
    assertThat(TEAM_A.has(Role.OPERATOR, "a")).isTrue();
    assertThat(TEAM_A.has(Role.OPERATOR, "b")).isFalse();
    assertThat(TEAM_A.has(Role.VIEWER, "a")).isFalse();
    assertThat(TEAM_A.hasEverywhere(Role.OPERATOR)).isFalse();
    assertThat(TEAM_A.teams()).containsExactly("a", "b");
  }

  @Test void a_role_for_all_teams_is_one_for_each() {
    var all = new Grants(Set.of(Grant.everywhere(Role.APPROVER)));
    assertThat(all.has(Role.APPROVER, "whatever")).isTrue();
    assertThat(all.hasEverywhere(Role.APPROVER)).isTrue();
    assertThat(all.has(Role.ADMIN, "whatever")).isFalse();
  }

  @Test void who_has_no_role_may_do_nothing() {
    for (var role : Role.values()) {
      assertThat(Grants.NONE.has(role, "a")).isFalse();
      assertThat(Grants.NONE.hasSomewhere(role)).isFalse();
    }
  }
}
