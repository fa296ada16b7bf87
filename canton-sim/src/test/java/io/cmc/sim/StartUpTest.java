// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalasset.canton.health.admin.v0.StatusServiceGrpc;
import com.google.protobuf.Empty;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartUpTest {

  @Test
  void a_node_starts_in_the_stages_of_a_real_one() {
    try (var network = Fleet.plan(1).timing(Fleet.timing().withStartUp(Duration.ofMillis(500))).start()) {
      var admin = new Admin(network, "participantA");

      admin.node().restart();

      assertThat(stages(network, admin)).containsExactly("port closed", "Method not found", "nothing configured, not initialised",
          "configured, not connected", "connected");
    }
  }

  @Test
  void a_node_that_is_started_by_hand_connects_nothing() {
    try (var network = Fleet.plan(1).start()) {
      var admin = new Admin(network, "participantA");
      admin.node().setConnectsAtStart(false);

      admin.node().restart();
      Fleet.awaitUp(admin);

      assertThat(admin.configured()).containsExactly("olddomain");
      assertThat(admin.connected()).isEmpty();
    }
  }

  private static List<String> stages(Network network, Admin admin) {
    var seen = new ArrayList<String>();
    var until = Instant.now().plusSeconds(20);
    while (Instant.now().isBefore(until) && !seen.contains("connected")) {
      var stage = stage(network, admin);
      if (seen.isEmpty() || !seen.getLast().equals(stage)) seen.add(stage);
    }
    return seen;
  }

  private static String stage(Network network, Admin admin) {
    try {
      var status = StatusServiceGrpc.newBlockingStub(network.admin(admin.name())).status(Empty.getDefaultInstance());
      if (!status.hasSuccess()) return admin.configured().isEmpty() ? "nothing configured, not initialised" : "configured, not connected";
      return admin.connected().isEmpty() ? "configured, not connected" : "connected";
    } catch (StatusRuntimeException e) {
      return switch (e.getStatus().getCode()) {
        case UNAVAILABLE -> "port closed";
        case UNIMPLEMENTED -> e.getStatus().getDescription().replaceAll(":.*", "");
        default -> e.getMessage();
      };
    }
  }
}
