// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.cmc.api.v1.Confirmation;
import io.cmc.api.v1.ConfirmExternallyRequest;
import io.cmc.api.v1.MigrationOrder;
import io.cmc.api.v1.OrderContext;
import io.cmc.api.v1.ParticipantOrder;
import io.cmc.api.v1.Phase;
import io.cmc.api.v1.ReleaseGateRequest;
import io.cmc.api.v1.StartMigrationRequest;
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
