// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import io.cmc.api.v1.AmendMigrationRequest;
import io.cmc.api.v1.AmendedAddress;
import io.cmc.api.v1.ApprovalGate;
import io.cmc.api.v1.ApproveMigrationRequest;
import io.cmc.api.v1.BreakGlassRequest;
import io.cmc.api.v1.Confirmation;
import io.cmc.api.v1.RevokeApprovalRequest;
import io.cmc.api.v1.SignOffRequest;
import io.cmc.api.v1.ConfirmExternallyRequest;
import io.cmc.api.v1.ConfirmedOrder;
import io.cmc.api.v1.CutOff;
import io.cmc.api.v1.Endpoint;
import io.cmc.api.v1.ExcludeParticipantRequest;
import io.cmc.api.v1.IncidentOrder;
import io.cmc.api.v1.MigrationOrder;
import io.cmc.api.v1.OrderContext;
import io.cmc.api.v1.Pace;
import io.cmc.api.v1.ParticipantOrder;
import io.cmc.api.v1.Phase;
import io.cmc.api.v1.PreviewExclusionResponse;
import io.cmc.api.v1.ReleaseGateRequest;
import io.cmc.api.v1.StartMigrationRequest;
import io.cmc.api.v1.WaiveCheckRequest;
import io.cmc.api.v1.Window;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrdersTest {

  private static final OrderContext WHY = OrderContext.newBuilder().setReason("bank close").setTicket("C-1").setIdempotencyKey("k").build();
  private static final OrderContext UNSAID = OrderContext.newBuilder().setIdempotencyKey("k").build();

  private final FakeService service = FakeService.start();

  @BeforeEach void forget() {
    service.received.clear();
    service.methods.clear();
  }

  @AfterAll void stop() {
    service.close();
  }

  static Stream<Arguments> orders() {
    var migration = MigrationOrder.newBuilder().setMigration("net-eu-7");
    var participant = ParticipantOrder.newBuilder().setMigration("net-eu-7");
    var confirm = ConfirmExternallyRequest.newBuilder().setMigration("net-eu-7").setReference("CHG-9");
    return Stream.of(
        Arguments.of("hold net-eu-7", "hold", migration.setContext(WHY).build()),
        Arguments.of("abort net-eu-7", "abort", migration.setContext(WHY).build()),
        Arguments.of("retire net-eu-7", "retire", migration.setContext(WHY).build()),
        Arguments.of("resume net-eu-7", "resume", migration.setContext(WHY).build()),
        Arguments.of("resume net-eu-7 alfa", "resume participant", participant.setContext(WHY).setParticipant("alfa").build()),
        Arguments.of("retry net-eu-7 alfa", "retry", participant.setContext(WHY).setParticipant("alfa").build()),
        Arguments.of("retry net-eu-7", "retry", participant.setContext(WHY).clearParticipant().build()),
        Arguments.of("release net-eu-7 --gate MOVE_CONTRACTS", "release",
            ReleaseGateRequest.newBuilder().setContext(WHY).setMigration("net-eu-7").setGate(Phase.MOVE_CONTRACTS).build()),
        Arguments.of("release net-eu-7 --gate move-contracts", "release",
            ReleaseGateRequest.newBuilder().setContext(WHY).setMigration("net-eu-7").setGate(Phase.MOVE_CONTRACTS).build()),
        Arguments.of("confirm net-eu-7 ingress-closed --reference CHG-9", "confirm",
            confirm.setContext(WHY).setWhat(Confirmation.INGRESS_CLOSED).build()),
        Arguments.of("confirm net-eu-7 BACKUP_TAKEN alfa --reference CHG-9", "confirm",
            confirm.setContext(WHY).setWhat(Confirmation.BACKUP_TAKEN).setParticipant("alfa").build()),
        Arguments.of("panic net-eu-7", "panic", migration.setContext(WHY).build()),
        Arguments.of("reconcile net-eu-7", "reconcile", migration.setContext(WHY).build()),
        Arguments.of("accept-differences net-eu-7", "accept", migration.setContext(WHY).build()),
        Arguments.of("restore net-eu-7 --confirm net-eu", "restore",
            ConfirmedOrder.newBuilder().setContext(WHY).setMigration("net-eu-7").setConfirm("net-eu").build()),
        Arguments.of("park net-eu-7 alfa", "park", participant.setContext(WHY).setParticipant("alfa").build()),
        Arguments.of("waive net-eu-7 no-strangers-known", "waive",
            WaiveCheckRequest.newBuilder().setContext(WHY).setMigration("net-eu-7").setCheck("no-strangers-known").build()),
        Arguments.of("waive net-eu-7 topology-delivered alfa", "waive",
            WaiveCheckRequest.newBuilder().setContext(WHY).setMigration("net-eu-7").setCheck("topology-delivered").setParticipant("alfa").build()),
        Arguments.of("confirm net-eu-7 backup-restored alfa --reference CHG-9", "confirm",
            confirm.setContext(WHY).setWhat(Confirmation.BACKUP_RESTORED).setParticipant("alfa").build()),
        Arguments.of("amend net-eu-7 --parallel 4 --ping-timeout 90s --window-until 2026-11-28T05:00:00+01:00 --admin alfa=new:5002", "amend",
            AmendMigrationRequest.newBuilder().setContext(WHY).setMigration("net-eu-7").setPace(Pace.newBuilder().setParallel(4))
                .setPingTimeout(Duration.newBuilder().setSeconds(90))
                .setWindow(Window.newBuilder().setUntil(Timestamps.fromMillis(Instant.parse("2026-11-28T04:00:00Z").toEpochMilli())))
                .addAddresses(AmendedAddress.newBuilder().setParticipant("alfa").setAdmin(Endpoint.newBuilder().setHost("new").setPort(5002))).build()),
        Arguments.of("approve net-eu-7 --gate pnr-1 --plan-hash 9f2c --team bank", "approve",
            ApproveMigrationRequest.newBuilder().setContext(WHY).setMigration("net-eu-7").setGate(ApprovalGate.BEFORE_PNR_1).setPlanHash("9f2c").setTeam("bank").build()),
        Arguments.of("revoke net-eu-7 --gate BEFORE_RETIRE --of anna", "revoke",
            RevokeApprovalRequest.newBuilder().setContext(WHY).setMigration("net-eu-7").setGate(ApprovalGate.BEFORE_RETIRE).setSubject("anna").build()),
        Arguments.of("sign-off net-eu-7 --team bank --plan-hash 9f2c", "sign-off",
            SignOffRequest.newBuilder().setContext(WHY).setMigration("net-eu-7").setTeam("bank").setPlanHash("9f2c").build()),
        Arguments.of("sign-off net-eu-7 --team bank --withdraw", "withdraw",
            SignOffRequest.newBuilder().setContext(WHY).setMigration("net-eu-7").setTeam("bank").build()),
        Arguments.of("break-glass net-eu-7 --gate start --for 30m --confirm net-eu-7", "break-glass",
            BreakGlassRequest.newBuilder().setContext(WHY).setMigration("net-eu-7").setGate(ApprovalGate.BEFORE_START)
                .setLasts(Duration.newBuilder().setSeconds(1800)).setConfirm("net-eu-7").build()),
        Arguments.of("waive net-eu-7 no-strangers-known --confirm net-eu-7", "waive",
            WaiveCheckRequest.newBuilder().setContext(WHY).setMigration("net-eu-7").setCheck("no-strangers-known").setConfirm("net-eu-7").build()),
        Arguments.of("incidents ack net-eu-7/alfa~1", "ack",
            IncidentOrder.newBuilder().setContext(WHY).setIncident("net-eu-7/alfa~1").build()),
        Arguments.of("incidents comment net-eu-7~1 cable", "comment",
            IncidentOrder.newBuilder().setContext(WHY).setIncident("net-eu-7~1").setText("cable").build()),
        Arguments.of("incidents close net-eu-7~1 mended", "close",
            IncidentOrder.newBuilder().setContext(WHY).setIncident("net-eu-7~1").setText("mended").build()),
        Arguments.of("start net-eu-7 --hash 9f2c", "start",
            StartMigrationRequest.newBuilder().setContext(WHY).setMigration("net-eu-7").setPlanHash("9f2c").build()));
  }

  @ParameterizedTest(name = "{0}") @MethodSource("orders")
  void an_order_is_passed_on_as_it_was_typed(String line, String method, Message request) {
    var context = Stream.of("--reason", "bank close", "--ticket", "C-1", "--idempotency-key", "k");
    var terminal = Terminal.of(service).run(Stream.concat(Stream.of(line.split(" ")), context).toArray(String[]::new));

    assertThat(terminal.exit).as(terminal.err()).isZero();
    assertThat(service.methods).containsExactly(method);
    assertThat(service.received).containsExactly(request);
    assertThat(terminal.out()).isEqualTo("net-eu-7: accepted" + System.lineSeparator());
  }

  @Test void an_exclusion_is_shown_before_it_is_ordered() {
    service.preview = request -> PreviewExclusionResponse.newBuilder().setParticipant(request.getParticipant()).setShown("9f2c")
        .addCutOff(CutOff.newBuilder().setParty("bank::1220").setContracts(12).addSharedWith("bravo")).addWarnings("counts may grow").build();

    var terminal = Terminal.of(service).run("exclude", "net-eu-7", "alfa");

    assertThat(terminal.exit).isZero();
    assertThat(service.methods).as("nothing is ordered").isEmpty();
    Golden.same("exclusion.txt", terminal.out());
  }

  @Test void an_exclusion_that_was_shown_is_ordered_and_needs_a_second_person() {
    var terminal = Terminal.of(service).run("exclude", "net-eu-7", "alfa", "--shown", "9f2c", "--confirm", "net-eu-7", "--reason", "burnt down",
        "--idempotency-key", "k");

    assertThat(service.only(ExcludeParticipantRequest.class)).isEqualTo(ExcludeParticipantRequest.newBuilder()
        .setContext(OrderContext.newBuilder().setReason("burnt down").setIdempotencyKey("k")).setMigration("net-eu-7").setParticipant("alfa")
        .setShown("9f2c").setConfirm("net-eu-7").build());
    assertThat(terminal.out()).contains("a second person must give the same order");
  }

  @Test void a_panic_stop_needs_nothing_but_the_name() {
    assertThat(Terminal.of(service).run("panic", "net-eu-7").exit).isZero();
  }

  @Test void without_a_key_every_command_has_a_new_one() {
    Terminal.of(service).run("retry", "net-eu-7");
    Terminal.of(service).run("retry", "net-eu-7");

    assertThat(service.received).extracting(m -> ((ParticipantOrder) m).getContext().getIdempotencyKey())
        .doesNotHaveDuplicates().allMatch(key -> key.length() == 36);
  }

  @Test void a_reason_is_not_needed_to_resume() {
    Terminal.of(service).run("resume", "net-eu-7", "--idempotency-key", "k");

    assertThat(service.only(MigrationOrder.class).getContext()).isEqualTo(UNSAID);
  }

  @Test void quiet_prints_nothing_and_json_prints_the_answer() {
    assertThat(Terminal.of(service).run("-q", "retry", "net-eu-7").out()).isEmpty();
    assertThat(Terminal.of(service).run("retry", "net-eu-7", "-o", "json").out()).isEqualToNormalizingNewlines("""
        {
          "migration": "net-eu-7",
          "summary": "accepted"
        }
        """);
  }

  @Test void the_service_is_told_who_sits_at_the_keyboard() {
    Terminal.of(service).run("retry", "net-eu-7");

    assertThat(service.users).last().isEqualTo(System.getProperty("user.name"));
  }
}
