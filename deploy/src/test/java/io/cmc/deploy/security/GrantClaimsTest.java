// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.access.Grant;
import io.cmc.access.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantClaimsTest {

  private final GrantClaims claims = new GrantClaims("cmc_roles", "realm.groups", Map.of("/payments/ops", List.of("operator:payments", "viewer")));

  @Test void roles_are_for_all_teams_or_for_the_one_that_is_named() {
    assertThat(claims.of(Map.of("cmc_roles", List.of("viewer", "operator:payments", "approver:a:b"))))
        .containsExactlyInAnyOrder(Grant.everywhere(Role.VIEWER), Grant.of(Role.OPERATOR, "payments"), Grant.of(Role.APPROVER, "a:b"));
  }

  @Test void a_text_is_a_list_of_words() {
    assertThat(claims.of(Map.of("cmc_roles", " viewer  auditor:x "))).containsExactlyInAnyOrder(Grant.everywhere(Role.VIEWER), Grant.of(Role.AUDITOR, "x"));
  }

  @ParameterizedTest @ValueSource(strings = {"", "dancer", "Operator", "operator:", "operator: ", ":payments", "operators", "admin;viewer"})
  void what_is_no_role_grants_nothing(String word) {
    assertThat(claims.of(Map.of("cmc_roles", List.of(word)))).isEmpty();
  }

  @Test void claims_of_another_shape_grant_nothing() {
    assertThat(claims.of(Map.of())).isEmpty();
    assertThat(claims.of(Map.of("cmc_roles", Map.of("admin", true)))).isEmpty();
    assertThat(claims.of(Map.of("cmc_roles", List.of(List.of("admin"), 7)))).isEmpty();
    assertThat(claims.of(Map.of("realm", "groups"))).isEmpty();
  }

  @Test void a_group_grants_what_the_settings_say_and_an_unknown_one_nothing() {
    assertThat(claims.of(Map.of("realm", Map.of("groups", List.of("/payments/ops", "/others", "admin")))))
        .isEqualTo(Set.of(Grant.of(Role.OPERATOR, "payments"), Grant.everywhere(Role.VIEWER)));
  }

  @Test void a_claim_whose_own_name_has_a_dot_is_found_by_it() {
    assertThat(new GrantClaims("https://cmc.example/roles", "groups", Map.of()).of(Map.of("https://cmc.example/roles", List.of("admin"))))
        .containsExactly(Grant.everywhere(Role.ADMIN));
  }

  @Test void a_group_with_something_else_than_roles_stops_the_start() {
    assertThatThrownBy(() -> new GrantClaims("r", "g", Map.of("ops", List.of("operater")))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ops").hasMessageContaining("operater");
  }
}
