// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.cmc.api.v1.Problem;
import io.cmc.cli.problem.ExitCode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExitCodesTest {

  private static final Problem PROBLEM = Problem.newBuilder().setCode("WRONG_PHASE").setExpected("a migration that is held")
      .setFound("RUNNING in BACK_UP").setRemedy("Read the status; it says what the migration waits for.").setNode("alfa").build();

  private final FakeService service = FakeService.start();

  @BeforeEach void speak() {
    service.mute = false;
  }

  @AfterAll void stop() {
    service.close();
  }

  @Test void the_numbers_are_promised() {
    assertThat(Arrays.stream(ExitCode.values()).map(code -> code.number() + " " + code)).containsExactly("0 OK", "1 UNEXPECTED", "2 USAGE",
        "3 REFUSED", "4 NOT_FOUND", "5 UNREACHABLE", "6 BLOCKED", "7 NEEDS_A_PERSON", "8 ABORTED", "9 TIMED_OUT",
        "10 RESTORED", "11 NOT_LET_IN", "20 TAMPERED", "21 UNPROVED");
  }

  @ParameterizedTest @CsvSource({"FAILED_PRECONDITION,3", "INVALID_ARGUMENT,3", "ALREADY_EXISTS,3", "PERMISSION_DENIED,3", "UNAUTHENTICATED,11",
      "ABORTED,3", "NOT_FOUND,4", "UNAVAILABLE,5", "UNIMPLEMENTED,5", "DEADLINE_EXCEEDED,9", "INTERNAL,1", "UNKNOWN,1", "CANCELLED,1"})
  void a_refusal_ends_with_its_number_and_in_the_services_own_words(Status.Code code, int number) {
    service.order = _ -> { throw FakeService.refusal(code, PROBLEM); };

    var terminal = Terminal.of(service).run("resume", "net-eu-7");

    assertThat(terminal.exit).isEqualTo(number);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).isEqualToNormalizingNewlines("""
        WRONG_PHASE
          node      alfa
          expected  a migration that is held
          found     RUNNING in BACK_UP
          remedy    Read the status; it says what the migration waits for.
        """);
  }

  @ParameterizedTest @CsvSource({"FAILED_PRECONDITION,3,FAILED_PRECONDITION", "NOT_FOUND,4,NOT_FOUND", "UNIMPLEMENTED,5,NOT_THE_SERVICE",
      "INTERNAL,1,INTERNAL"})
  void a_status_without_a_problem_is_told_in_the_same_layout(Status.Code code, int number, String name) {
    service.order = _ -> { throw code.toStatus().withDescription("so it says").asRuntimeException(); };

    var terminal = Terminal.of(service).run("resume", "net-eu-7");

    assertThat(terminal.exit).isEqualTo(number);
    assertThat(terminal.err()).startsWith(name).contains("  expected  ", "  found     " + code + ": so it says", "  remedy    ");
  }

  @Test void a_service_that_is_not_there_is_told_with_its_address() {
    var terminal = Terminal.alone().run("--server", "127.0.0.1:1", "list");

    assertThat(terminal.exit).isEqualTo(5);
    assertThat(terminal.err()).startsWith("SERVICE_UNREACHABLE").contains("127.0.0.1:1", "cmc serve", "CMC_SERVER");
  }

  @Test void a_service_that_does_not_answer_is_left_after_the_timeout() {
    service.mute = true;

    var terminal = Terminal.of(service).run("resume", "net-eu-7", "--timeout", "300ms");

    assertThat(terminal.exit).isEqualTo(9);
    assertThat(terminal.err()).startsWith("NO_ANSWER_IN_TIME").contains("--idempotency-key");
  }

  @Test void programs_get_the_problem_as_a_document() {
    service.order = _ -> { throw FakeService.refusal(Status.Code.FAILED_PRECONDITION, PROBLEM); };

    assertThat(Terminal.of(service).run("-o", "json", "resume", "net-eu-7").err()).contains("\"code\": \"WRONG_PHASE\"");
    assertThat(Terminal.of(service).run("-o", "yaml", "resume", "net-eu-7").err()).contains("code: WRONG_PHASE");
  }

  @Test void a_fault_of_our_own_is_told_as_such() {
    service.order = _ -> { throw badDetails(); };

    var terminal = Terminal.of(service).run("resume", "net-eu-7");

    assertThat(terminal.exit).isEqualTo(1);
    assertThat(terminal.err()).contains("INTERNAL", "report it with the lines above");
  }

  /** Details that say they are a problem and are none. */
  private static StatusRuntimeException badDetails() {
    var any = Any.pack(PROBLEM).toBuilder().setValue(ByteString.copyFromUtf8("no message")).build();
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder().setCode(Status.Code.ABORTED.value()).addDetails(any).build());
  }
}
