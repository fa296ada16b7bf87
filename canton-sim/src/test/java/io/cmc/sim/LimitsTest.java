// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static io.cmc.sim.Admin.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.digitalasset.canton.participant.admin.v0.ResourceLimits;
import com.digitalasset.canton.participant.admin.v0.ResourceManagementServiceGrpc;
import com.google.rpc.RetryInfo;
import io.cmc.sim.journal.JournalEntry;
import io.grpc.protobuf.StatusProto;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

  private static final String UPDATE = "ResourceManagementService/UpdateResourceLimits";
  private static Fleet fleet;

  @BeforeAll
  static void start() {
    fleet = new Fleet(Fleet.plan(12).community("participantL"));
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  private static LedgerClient ledger(Admin admin) {
    return new LedgerClient(fleet.network(), admin.name());
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 0, 0, 0.5", "-5, -7, -1, -1, -1, 0.5", "500, 200, 0.25, 500, 200, 0.25", "2147483647, 2147483647, 2, 2147483647, 2147483647, 2"})
  void limits_read_back_as_a_node_stores_them(int dirty, int rate, double burst, int storedDirty, int storedRate, double storedBurst) {
    var admin = fleet.next();

    admin.setLimits(dirty, rate, burst);

    assertThat(admin.limits()).isEqualTo(
        ResourceLimits.newBuilder().setMaxDirtyRequests(storedDirty).setMaxRate(storedRate).setMaxBurstFactor(storedBurst).build());
  }

  @Test
  void an_absent_limit_is_zero_and_lets_nothing_through() {
    var admin = fleet.next();
    ResourceManagementServiceGrpc.newBlockingStub(fleet.network().admin(admin.name())).updateResourceLimits(ResourceLimits.getDefaultInstance());

    var refused = catchThrowable(() -> ledger(admin).createWith(ledger(admin)));

    assertThat(refused).hasMessageMatching(
        "ABORTED: PARTICIPANT_BACKPRESSURE\\(2,[0-9a-f]{8}\\): The participant is overloaded: too many requests \\(count: 0, limit: 0\\)");
    assertThat(StatusProto.fromThrowable(refused).getDetailsList()).anyMatch(d -> d.is(RetryInfo.class));
  }

  @Test
  void a_rate_lets_a_burst_through_and_no_more() {
    var admin = fleet.next();
    admin.setLimits(-1, 4, 0.5);
    var ledger = ledger(admin);

    ledger.createWith(ledger);
    ledger.createWith(ledger);
    var refused = "";
    for (var i = 0; i < 20 && !refused.startsWith("ABORTED"); i++) refused = refusal(() -> ledger.createWith(ledger));

    assertThat(refused).endsWith("exceeds the submission rate limit of 4 submissions/s with bursts of up to 2 submissions");
  }

  @Test
  void limits_survive_a_restart() {
    var admin = fleet.next();
    admin.setLimits(7, -1, 0.75);

    admin.node().restart();
    Fleet.awaitUp(admin);

    assertThat(admin.limits().getMaxDirtyRequests()).isEqualTo(7);
    assertThat(admin.limits().getMaxBurstFactor()).isEqualTo(0.75);
  }

  @Test
  void setting_what_is_set_already_is_journalled_and_has_no_effect() {
    var admin = fleet.next();

    admin.setLimits(3, 3, 0.5);
    admin.setLimits(3, 3, 0.5);

    assertThat(fleet.network().journal().calls(admin.name(), UPDATE)).extracting(JournalEntry::effective).containsExactly(true, false);
  }

  @Test
  void closed_limits_do_not_keep_a_participant_from_confirming_for_others() {
    var closed = fleet.next();
    var open = fleet.next();
    closed.setLimits(0, 0, 0.5);
    open.setLimits(-1, -1, 0.5);
    var before = ledger(closed).contracts().size();

    ledger(open).createWith(ledger(closed));

    Fleet.await(() -> ledger(closed).contracts().size() == before + 1);
  }

  @Test
  void a_community_node_shows_fixed_limits_and_refuses_to_change_them() {
    var community = new Admin(fleet.network(), "participantL");

    assertThat(refusal(() -> community.setLimits(0, 0, 0.5)))
        .startsWith("UNIMPLEMENTED This method is unsupported by the Community edition of canton.");
    assertThat(community.limits()).isEqualTo(ResourceLimits.newBuilder().setMaxDirtyRequests(100).setMaxRate(-1).setMaxBurstFactor(0.5).build());
  }
}
