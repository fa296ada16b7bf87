// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static io.cmc.controller.port.NodeTrouble.Kind.OUTCOME_UNKNOWN;
import static io.cmc.controller.port.NodeTrouble.Kind.PERMANENT;
import static io.cmc.controller.port.NodeTrouble.Kind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.digitalasset.canton.participant.admin.v0.ConnectDomainRequest;
import com.digitalasset.canton.participant.admin.v0.DomainConnectivityServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.MigrateDomainRequest;
import com.digitalasset.canton.participant.admin.v0.ParticipantRepairServiceGrpc;
import com.digitalasset.canton.participant.admin.v0.ResourceManagementServiceGrpc;
import com.google.protobuf.Empty;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.rejection.ProblemCode;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TranslationTest {

  private static final Call<?, ?> READ = Call.read(ResourceManagementServiceGrpc.getGetResourceLimitsMethod(),
      Empty.getDefaultInstance(), Duration.ofSeconds(1));
  private static final Call<?, ?> CHANGE = Call.change(DomainConnectivityServiceGrpc.getConnectDomainMethod(),
      ConnectDomainRequest.getDefaultInstance(), Duration.ofSeconds(1));
  private static final Call<?, ?> MOVE = Call.move(ParticipantRepairServiceGrpc.getMigrateDomainMethod(),
      MigrateDomainRequest.getDefaultInstance(), "olddomain", "newdomain");

  private static final String SANITISED =
      "An error occurred. Please contact the operator and inquire about the request 3adc1a90 with tid 3adc1a9053eb4f7e6ee32b363d11f4bb";

  static Stream<Arguments> what_nodes_answer() {
    return Stream.of(
        // the move, refused before anything changed: texts as real nodes gave them
        arguments(MOVE, Code.CANCELLED, "FAILED_TO_CONNECT_TO_SEQUENCER(9,9871686f): The participant failed to connect to the sequencer", TRANSIENT, ProblemCode.TARGET_UNREACHABLE),
        arguments(MOVE, Code.CANCELLED, "DOMAIN_ALIAS_DUPLICATION(9,28e89acc): The domain with the given alias reports a different domain id than the participant is expecting", PERMANENT, ProblemCode.ALIAS_TAKEN),
        arguments(MOVE, Code.CANCELLED, "DOMAIN_HANDSHAKE_FAILED(9,e7da94c6): Handshake with domain has failed", PERMANENT, ProblemCode.TARGET_KNOWN),
        arguments(MOVE, Code.CANCELLED, "SYNC_SERVICE_UNKNOWN_DOMAIN(11,e676a86c): The domain with alias nosuch is unknown.", PERMANENT, ProblemCode.SOURCE_UNKNOWN),
        arguments(MOVE, Code.CANCELLED, "SYNC_SERVICE_DOMAIN_MUST_BE_OFFLINE(9,7d2a6ceb): Domain 'olddomain' must be disconnected for the given operation", PERMANENT, ProblemCode.BARRIER_BROKEN),
        arguments(MOVE, Code.CANCELLED, "SYNC_SERVICE_DOMAIN_MUST_BE_OFFLINE(9,16364d01): Domain 'newdomain' must be disconnected for the given operation", TRANSIENT, ProblemCode.MOVE_UNRESOLVED),
        arguments(MOVE, Code.CANCELLED, "SYNC_SERVICE_DOMAIN_MUST_NOT_HAVE_IN_FLIGHT_TRANSACTIONS(9,3adc1a90): Domain 'olddomain' must not have in-flight transactions", PERMANENT, ProblemCode.IN_FLIGHT_WORK),
        arguments(MOVE, Code.CANCELLED, "INVALID_DOMAIN_MIGRATION_REQUEST(9,39623356): The domain configuration state of Domain 'olddomain' is in an invalid state for the requested migration Inactive", PERMANENT, ProblemCode.MOVE_UNRESOLVED),
        arguments(MOVE, Code.CANCELLED, "INVALID_DOMAIN_MIGRATION_REQUEST(9,2525e520): The domain configuration state of Domain 'newdomain' is in an invalid state for the requested migration Inactive", PERMANENT, ProblemCode.TARGET_KNOWN),
        arguments(MOVE, Code.CANCELLED, "INVALID_DOMAIN_MIGRATION_REQUEST(9,065e823d): The domain id for Domain 'newdomain' was expected to be newdomain::1220abababab...,", PERMANENT, ProblemCode.TARGET_ID_DIFFERS),
        arguments(MOVE, Code.CANCELLED, "INVALID_DOMAIN_MIGRATION_REQUEST(9,89393dd3): Source domain must differ from target domain.", PERMANENT, ProblemCode.MOVE_REFUSED),
        arguments(MOVE, Code.CANCELLED, "The target domain connection configuration is required", PERMANENT, ProblemCode.MOVE_REFUSED),
        arguments(MOVE, Code.CANCELLED, "FieldNotSet(timeTracker)", PERMANENT, ProblemCode.MOVE_REFUSED),
        arguments(MOVE, Code.CANCELLED, "InvariantViolation(Received the non-positive 0 as argument, but we require a positive value here.)", PERMANENT, ProblemCode.MOVE_REFUSED),
        arguments(MOVE, Code.CANCELLED, "ValueConversionError(domain_id,Invalid unique identifier `garbage` with missing namespace.)", PERMANENT, ProblemCode.MOVE_REFUSED),
        arguments(MOVE, Code.INTERNAL, "Illegal character in scheme name at index 0: 127.0.0.1:5003", PERMANENT, ProblemCode.MOVE_REFUSED),
        // the move: running, or stopped half-way
        arguments(MOVE, Code.ABORTED, "migrate_domain for participant: PAR::participanta::1220dc6ef739... is already in progress", OUTCOME_UNKNOWN, ProblemCode.MOVE_UNRESOLVED),
        arguments(MOVE, Code.CANCELLED, SANITISED, TRANSIENT, ProblemCode.HALF_MOVED),
        arguments(MOVE, Code.CANCELLED, "BROKEN_DOMAIN_MIGRATION(4,3adc1a90): details", TRANSIENT, ProblemCode.HALF_MOVED),
        arguments(MOVE, Code.CANCELLED, "PARTICIPANT_IS_NOT_ACTIVE(9,1): The participant is not yet active", TRANSIENT, ProblemCode.TARGET_NOT_ALLOWED),
        arguments(MOVE, Code.CANCELLED, "SERVICE_AGREEMENT_ACCEPTANCE_FAILED(9,1): no", PERMANENT, ProblemCode.TARGET_AGREEMENT),
        arguments(MOVE, Code.CANCELLED, "INCOMPATIBLE_UNIQUE_CONTRACT_KEYS_MODE(9,1): no", PERMANENT, ProblemCode.UNIQUE_KEYS_DIFFER),
        arguments(MOVE, Code.CANCELLED, "DOMAIN_ID_MISMATCH(9,1): no", PERMANENT, ProblemCode.TARGET_ID_DIFFERS),
        arguments(MOVE, Code.CANCELLED, "DOMAIN_IS_NOT_AVAILABLE(1,0): Cannot connect to domain Domain 'newdomain'", TRANSIENT, ProblemCode.TARGET_UNREACHABLE),
        arguments(MOVE, Code.CANCELLED, "GRPC_CONNECTION_FAILURE(9,1): no", TRANSIENT, ProblemCode.TARGET_UNREACHABLE),
        arguments(MOVE, Code.CANCELLED, "DOMAIN_CRYPTO_HANDSHAKE_FAILED(9,1): no", TRANSIENT, ProblemCode.HALF_MOVED),
        arguments(MOVE, Code.CANCELLED, "DOMAIN_PARAMETERS_CHANGED(9,1): no", TRANSIENT, ProblemCode.HALF_MOVED),
        arguments(MOVE, Code.CANCELLED, "MISCONFIGURED_STATIC_DOMAIN_PARAMETERS(9,1): no", TRANSIENT, ProblemCode.HALF_MOVED),
        arguments(MOVE, Code.CANCELLED, "ABORTED_DUE_TO_SHUTDOWN(1,1): no", OUTCOME_UNKNOWN, ProblemCode.MOVE_UNRESOLVED),
        arguments(MOVE, Code.CANCELLED, "Aborted due to shutdown.", OUTCOME_UNKNOWN, ProblemCode.MOVE_UNRESOLVED),
        arguments(MOVE, Code.CANCELLED, "RST_STREAM closed stream. HTTP/2 error code: CANCEL", OUTCOME_UNKNOWN, ProblemCode.MOVE_UNRESOLVED),
        arguments(MOVE, Code.CANCELLED, "", OUTCOME_UNKNOWN, ProblemCode.MOVE_UNRESOLVED),
        arguments(MOVE, Code.DEADLINE_EXCEEDED, "Deadline Exceeded", OUTCOME_UNKNOWN, ProblemCode.MOVE_UNRESOLVED),
        arguments(MOVE, Code.UNAVAILABLE, "Network closed for unknown reason", OUTCOME_UNKNOWN, ProblemCode.MOVE_UNRESOLVED),
        arguments(MOVE, Code.UNAVAILABLE, "Keepalive failed. The connection is likely gone", OUTCOME_UNKNOWN, ProblemCode.MOVE_UNRESOLVED),
        arguments(MOVE, Code.INTERNAL, SANITISED, OUTCOME_UNKNOWN, ProblemCode.MOVE_UNRESOLVED),
        arguments(MOVE, Code.UNKNOWN, "", OUTCOME_UNKNOWN, ProblemCode.MOVE_UNRESOLVED),
        // the meanings of UNIMPLEMENTED
        arguments(READ, Code.UNIMPLEMENTED, "Method not found: com.digitalasset.canton.health.admin.v0.StatusService/Status", TRANSIENT, ProblemCode.NODE_NOT_READY),
        arguments(MOVE, Code.UNIMPLEMENTED, "Method not found: x.Y/MigrateDomain", TRANSIENT, ProblemCode.NODE_NOT_READY),
        arguments(CHANGE, Code.UNIMPLEMENTED, "This method is unsupported by the Community edition of canton", PERMANENT, ProblemCode.LIMITS_NOT_SETTABLE),
        arguments(READ, Code.UNIMPLEMENTED, "HTTP status code 404\ninvalid content-type: text/html", PERMANENT, ProblemCode.NODE_STRANGE_ANSWER),
        arguments(CHANGE, Code.UNIMPLEMENTED, "UNSUPPORTED_OPERATION(14,1): not here", PERMANENT, ProblemCode.NODE_REFUSED),
        // categories, with and without texts
        arguments(READ, Code.UNAVAILABLE, "DOMAIN_IS_NOT_AVAILABLE(1,0): Cannot connect to domain Domain 'newdomain'", TRANSIENT, ProblemCode.NODE_REFUSED),
        arguments(CHANGE, Code.UNAVAILABLE, "DOMAIN_IS_NOT_AVAILABLE(1,0): Cannot connect to domain Domain 'newdomain'", TRANSIENT, ProblemCode.NODE_REFUSED),
        arguments(CHANGE, Code.UNAVAILABLE, "SERVER_IS_SHUTTING_DOWN(1,0): bye", OUTCOME_UNKNOWN, ProblemCode.NODE_UNREACHABLE),
        arguments(READ, Code.UNAVAILABLE, "io exception", TRANSIENT, ProblemCode.NODE_UNREACHABLE),
        arguments(CHANGE, Code.UNAVAILABLE, "io exception", OUTCOME_UNKNOWN, ProblemCode.NODE_UNREACHABLE),
        arguments(CHANGE, Code.UNAVAILABLE, "NODE_IS_PASSIVE_REPLICA(1,0): passive", TRANSIENT, ProblemCode.PASSIVE_REPLICA),
        arguments(CHANGE, Code.UNAVAILABLE, "SYNC_SERVICE_DOMAIN_BECAME_PASSIVE(1,0): passive", TRANSIENT, ProblemCode.PASSIVE_REPLICA),
        arguments(CHANGE, Code.ABORTED, "PARTICIPANT_BACKPRESSURE(2,45cd3b8b): The participant is overloaded: too many requests (count: 0, limit: 0)", TRANSIENT, ProblemCode.NODE_REFUSED),
        arguments(READ, Code.DEADLINE_EXCEEDED, "Deadline Exceeded", TRANSIENT, ProblemCode.NODE_TIMEOUT),
        arguments(CHANGE, Code.DEADLINE_EXCEEDED, "Deadline Exceeded", OUTCOME_UNKNOWN, ProblemCode.NODE_TIMEOUT),
        arguments(READ, Code.INTERNAL, SANITISED, TRANSIENT, ProblemCode.NODE_REFUSED),
        arguments(CHANGE, Code.INTERNAL, SANITISED, OUTCOME_UNKNOWN, ProblemCode.NODE_REFUSED),
        arguments(READ, Code.INVALID_ARGUMENT, SANITISED, PERMANENT, ProblemCode.NODE_REFUSED),
        arguments(CHANGE, Code.INVALID_ARGUMENT, "Empty request received", PERMANENT, ProblemCode.NODE_REFUSED),
        arguments(READ, Code.UNAUTHENTICATED, SANITISED, PERMANENT, ProblemCode.NOT_AUTHORISED),
        arguments(MOVE, Code.UNAUTHENTICATED, SANITISED, PERMANENT, ProblemCode.NOT_AUTHORISED),
        arguments(CHANGE, Code.PERMISSION_DENIED, SANITISED, PERMANENT, ProblemCode.NOT_AUTHORISED),
        arguments(CHANGE, Code.FAILED_PRECONDITION, "SYNC_SERVICE_DOMAIN_STATUS_NOT_ACTIVE(9,0): Domain 'olddomain' has status Inactive and can therefore not be connected to.", PERMANENT, ProblemCode.NODE_REFUSED),
        arguments(CHANGE, Code.FAILED_PRECONDITION, "SYNC_SERVICE_DOMAIN_STATUS_NOT_ACTIVE(9,0): Domain 'olddomain' has status Vacating and can therefore not be connected to.", PERMANENT, ProblemCode.HALF_MOVED),
        arguments(CHANGE, Code.FAILED_PRECONDITION, "PARTICIPANT_IS_NOT_ACTIVE(9,0): no", PERMANENT, ProblemCode.TARGET_NOT_ALLOWED),
        arguments(CHANGE, Code.FAILED_PRECONDITION, "SERVICE_AGREEMENT_ACCEPTANCE_FAILED(9,0): no", PERMANENT, ProblemCode.TARGET_AGREEMENT),
        arguments(CHANGE, Code.FAILED_PRECONDITION, "INCOMPATIBLE_UNIQUE_CONTRACT_KEYS_MODE(9,0): no", PERMANENT, ProblemCode.UNIQUE_KEYS_DIFFER),
        arguments(CHANGE, Code.FAILED_PRECONDITION, "FAILED_TO_CONNECT_TO_SEQUENCERS(9,0): no", TRANSIENT, ProblemCode.NODE_REFUSED),
        arguments(CHANGE, Code.FAILED_PRECONDITION, "DOMAIN_PARAMETERS_CHANGED(9,0): no", PERMANENT, ProblemCode.NODE_REFUSED),
        arguments(CHANGE, Code.ALREADY_EXISTS, "SYNC_SERVICE_ALREADY_ADDED(10,0): no", PERMANENT, ProblemCode.NODE_REFUSED),
        arguments(CHANGE, Code.NOT_FOUND, "SYNC_SERVICE_UNKNOWN_DOMAIN(11,0): The domain with alias nosuch is unknown.", PERMANENT, ProblemCode.SOURCE_UNKNOWN),
        arguments(READ, Code.OUT_OF_RANGE, "X(12,0): no", PERMANENT, ProblemCode.NODE_REFUSED),
        arguments(READ, Code.INVALID_ARGUMENT, "Time tracker for domain olddomain::1220 not found", TRANSIENT, ProblemCode.SOURCE_NOT_CONNECTED),
        arguments(READ, Code.RESOURCE_EXHAUSTED, "gRPC message exceeds maximum size 67108864: 99999999", PERMANENT, ProblemCode.NODE_STRANGE_ANSWER),
        arguments(READ, Code.RESOURCE_EXHAUSTED, "busy", TRANSIENT, ProblemCode.NODE_REFUSED),
        arguments(READ, Code.INTERNAL, "http2 exception", TRANSIENT, ProblemCode.NODE_STRANGE_ANSWER),
        arguments(READ, Code.UNKNOWN, "", TRANSIENT, ProblemCode.NODE_REFUSED),
        arguments(CHANGE, Code.UNKNOWN, "", OUTCOME_UNKNOWN, ProblemCode.NODE_REFUSED),
        arguments(CHANGE, Code.CANCELLED, "", OUTCOME_UNKNOWN, ProblemCode.NODE_REFUSED));
  }

  @ParameterizedTest(name = "{1} {2} -> {3} {4}")
  @MethodSource("what_nodes_answer")
  void every_refusal_gets_the_problem_and_the_kind_that_belong_to_it(Call<?, ?> call, Code code, String text, Kind kind, ProblemCode problem) {
    var trouble = translated(call, Status.fromCode(code).withDescription(text));

    assertThat(trouble.problem().code()).isEqualTo(problem);
    assertThat(trouble.kind()).isEqualTo(kind);
    assertThat(trouble.problem().found()).contains(code.name());
  }

  @ParameterizedTest
  @EnumSource(Effect.class)
  void a_refused_connection_had_no_effect_whatever_the_call(Effect effect) {
    var refused = Status.UNAVAILABLE.withDescription("io exception").withCause(new ConnectException("Connection refused"));
    var noTrust = Status.UNAVAILABLE.withDescription("io exception").withCause(new SSLHandshakeException("unknown certificate"));

    assertThat(translated(call(effect), refused).kind()).isEqualTo(TRANSIENT);
    assertThat(translated(call(effect), refused).problem().code()).isEqualTo(ProblemCode.NODE_UNREACHABLE);
    assertThat(translated(call(effect), noTrust).kind()).isEqualTo(TRANSIENT);
  }

  @Test void an_interrupted_call_that_changes_something_may_have_had_its_effect() {
    var interrupted = Status.CANCELLED.withDescription("Thread interrupted").withCause(new InterruptedException());

    assertThat(translated(READ, interrupted).kind()).isEqualTo(TRANSIENT);
    assertThat(translated(CHANGE, interrupted).kind()).isEqualTo(OUTCOME_UNKNOWN);
    assertThat(translated(MOVE, interrupted).problem().code()).isEqualTo(ProblemCode.MOVE_UNRESOLVED);
  }

  @Test void every_code_has_a_meaning_for_every_call() {
    var codes = Arrays.stream(Code.values()).filter(code -> code != Code.OK).toList();

    assertThat(codes).allSatisfy(code -> {
      for (var effect : Effect.values()) {
        var trouble = translated(call(effect), Status.fromCode(code));
        assertThat(trouble.problem().remedy()).isNotBlank();
        if (effect == Effect.READ) assertThat(trouble.kind()).isNotEqualTo(OUTCOME_UNKNOWN);
      }
    });
  }

  @Test void a_public_api_that_does_not_answer_is_named_as_the_target() {
    var entrance = new Translation(Where.entrance("http://host:5003"));
    var refused = Status.UNAVAILABLE.withCause(new ConnectException("Connection refused"));

    assertThat(entrance.of(READ, refused.asRuntimeException()).problem().code()).isEqualTo(ProblemCode.TARGET_UNREACHABLE);
  }

  @Test void foreign_text_is_kept_short_and_harmless() {
    var hostile = "SYNC_SERVICE_UNKNOWN_DOMAIN(11,0): \u001b[2J\r\nfake line\u202Egnitirw\u0000" + "x".repeat(100_000);

    var found = translated(CHANGE, Status.NOT_FOUND.withDescription(hostile)).problem().found();

    assertThat(found).hasSizeLessThanOrEqualTo(NodeWords.LONGEST).startsWith("NOT_FOUND SYNC_SERVICE_UNKNOWN_DOMAIN(11,0): ").endsWith("…");
    assertThat(found).doesNotMatch("(?s).*[\\p{Cc}\\p{Cf}].*");
  }

  @Test void a_hidden_text_tells_the_trace_under_which_it_can_be_found() {
    assertThat(Signal.of(Status.CANCELLED.withDescription(SANITISED).asRuntimeException()).hiddenUnder())
        .contains("3adc1a9053eb4f7e6ee32b363d11f4bb");
  }

  private static Call<?, ?> call(Effect effect) {
    return switch (effect) {
      case READ -> READ;
      case CHANGE -> CHANGE;
      case MOVE -> MOVE;
    };
  }

  private static NodeTrouble translated(Call<?, ?> call, Status status) {
    return new Translation(Where.admin("host:5012")).of(call, status.asRuntimeException());
  }
}
