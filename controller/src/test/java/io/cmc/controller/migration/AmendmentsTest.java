// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.command.AmendMigration;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.process.Rehearsal;
import io.cmc.event.MigrationEvent.MigrationAmended;
import io.cmc.plan.Amendment;
import io.cmc.plan.Amendment.Change;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Endpoint;
import io.cmc.plan.Secret;
import io.cmc.plan.Tls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AmendmentsTest {

  private final Rehearsal all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2));
  private final Endpoint admin = all.plan.participants().getFirst().admin();

  @Test void another_token_or_certificate_at_the_same_address_is_a_change() {
    var tls = new Tls(Optional.of("/etc/ca.pem"), Optional.of("/etc/client.pem"), Optional.of("/etc/client.key"), Optional.of("alfa"));
    var guarded = new Endpoint(admin.host(), admin.port(), Optional.of(tls), Optional.of(new Secret(Secret.Kind.ENV, "ALFA_TOKEN")));

    amend(guarded);

    assertThat(changes()).containsExactly(
        new Change("TLS of the admin API of alfa", "none", "trusts /etc/ca.pem, certificate /etc/client.pem, key /etc/client.key, server name alfa"),
        new Change("token for the admin API of alfa", "none", "ENV ALFA_TOKEN"));
    assertThat(all.logged(MigrationAmended.class).findFirst().orElseThrow().plan().participants().getFirst().admin()).isEqualTo(guarded);
  }

  @Test void what_is_as_it_was_is_no_change() {
    amend(admin);

    assertThat(all.logged(MigrationAmended.class)).isEmpty();
  }

  @Test void another_address_alone_is_one_change() {
    amend(new Endpoint("elsewhere", 5013, admin.tls(), admin.token()));

    assertThat(changes()).containsExactly(new Change("admin API of alfa", "alfa.example:5012", "elsewhere:5013"));
  }

  private void amend(Endpoint to) {
    var amendment = new Amendment(Optional.empty(), Optional.empty(), Optional.empty(), Map.of(Plans.name(0), to), Map.of());
    all.expect(all.tell(new AmendMigration(all.plan.migration(), amendment, Samples.by(all.tick()))));
  }

  private List<Change> changes() {
    return all.logged(MigrationAmended.class).flatMap(e -> e.changes().stream()).toList();
  }
}
