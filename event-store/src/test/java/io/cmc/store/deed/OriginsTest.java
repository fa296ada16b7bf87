// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.deed;

import static io.cmc.store.TestStore.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.access.Actor;
import io.cmc.access.Grant;
import io.cmc.access.Grants;
import io.cmc.access.OrderContext;
import io.cmc.access.Role;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OriginsTest {

  @Test void an_event_carries_the_id_and_the_teams_and_no_name() {
    var grants = new Grants(Set.of(Grant.of(Role.OPERATOR, "treasury"), Grant.of(Role.VIEWER, "retail"), Grant.everywhere(Role.VIEWER)));
    var by = new OrderContext(new Actor("p-0123456789abcdef", "Olga", "oidc", grants), "a change", "CHG-1", "key", NOON);

    var data = Origins.of("StartMigration", by);

    assertThat(data).containsOnlyKeys("actorSubject", "actorTeams", "authentication", "reason", "ticket", "order");
    assertThat(data).containsEntry("actorSubject", "p-0123456789abcdef").containsEntry("actorTeams", "retail,treasury").containsEntry("order", "StartMigration");
  }

  @Test void where_nobody_has_a_team_none_is_told() {
    assertThat(Origins.of("Republish", new OrderContext(Actor.SERVICE, "", "", "", NOON))).doesNotContainKey("actorTeams").containsEntry("actorSubject", "service");
  }
}
