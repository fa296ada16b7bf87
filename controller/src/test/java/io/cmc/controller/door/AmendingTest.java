// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import io.cmc.api.v1.AmendMigrationRequest;
import io.cmc.api.v1.AmendedAddress;
import io.cmc.api.v1.Endpoint;
import io.cmc.api.v1.Tls;
import io.cmc.api.v1.Pace;
import io.cmc.api.v1.Window;
import io.cmc.controller.activity.Plans;
import io.cmc.id.NodeName;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AmendingTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_000);
  private static final MigrationPlan PLAN = Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2);

  @Test void what_is_not_set_stays_as_it_is() {
    var amendment = read(PLAN, AmendMigrationRequest.newBuilder().setPace(Pace.newBuilder().setParallel(3)));

    assertThat(amendment.pace().orElseThrow().parallel()).isEqualTo(3);
    assertThat(amendment.pace().orElseThrow().attempts()).isEqualTo(PLAN.pace().attempts());
    assertThat(amendment.window()).isEmpty();
    assertThat(amendment.pingTimeout()).isEmpty();
    assertThat(read(PLAN, AmendMigrationRequest.newBuilder())).isEqualTo(Amending.NOTHING);
  }

  @Test void a_window_is_moved_at_one_end_only_and_a_new_one_opens_now() {
    var windowed = PLAN.on(new Terms(Optional.of(new io.cmc.plan.Window(Instant.ofEpochSecond(10), Instant.ofEpochSecond(5_000), Duration.ofSeconds(9))), Set.of(), false));
    var until = AmendMigrationRequest.newBuilder().setWindow(Window.newBuilder().setUntil(Timestamp.newBuilder().setSeconds(9_000)));

    assertThat(read(windowed, until).window()).contains(new io.cmc.plan.Window(Instant.ofEpochSecond(10), Instant.ofEpochSecond(9_000), Duration.ofSeconds(9)));
    assertThat(read(PLAN, until).window()).contains(new io.cmc.plan.Window(NOW, Instant.ofEpochSecond(9_000), Duration.ZERO));
    assertThatThrownBy(() -> read(PLAN, AmendMigrationRequest.newBuilder().setWindow(Window.getDefaultInstance()))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test void another_address_keeps_how_the_node_is_trusted() {
    var alfa = PLAN.participants().getFirst();

    var moved = read(PLAN, AmendMigrationRequest.newBuilder().addAddresses(AmendedAddress.newBuilder().setParticipant(alfa.name().value())
        .setAdmin(Endpoint.newBuilder().setHost("new").setPort(5002)))).admins().get(alfa.name());

    assertThat(moved.address()).isEqualTo("new:5002");
    assertThat(moved.tls()).isEqualTo(alfa.admin().tls());
    assertThat(moved.token()).isEqualTo(alfa.admin().token());
  }

  @Test void how_the_node_is_spoken_to_changes_only_when_it_is_said() {
    var alfa = PLAN.participants().getFirst();
    var there = Endpoint.newBuilder().setHost("new").setPort(5002);

    var secured = read(PLAN, AmendMigrationRequest.newBuilder().addAddresses(AmendedAddress.newBuilder().setParticipant(alfa.name().value())
        .setAdmin(there.setTls(Tls.getDefaultInstance())))).admins().get(alfa.name());

    assertThat(alfa.admin().tls()).isEmpty();
    assertThat(secured.tls()).isPresent();
  }

  @Test void a_participant_that_nobody_knows_is_left_to_the_migration_to_refuse() {
    var amendment = read(PLAN, AmendMigrationRequest.newBuilder().addAddresses(AmendedAddress.newBuilder().setParticipant("nobody")
        .setAdmin(Endpoint.newBuilder().setHost("new").setPort(5002))));

    assertThat(amendment.admins()).containsKey(new NodeName("nobody"));
  }

  private static io.cmc.plan.Amendment read(MigrationPlan plan, AmendMigrationRequest.Builder request) {
    return new Amending(plan, NOW).read(request.build());
  }
}
