// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.problem;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cmc.api.v1.Problem;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;

/** Reads what a failed call to the service means. */
public final class ServiceTrouble {

  private ServiceTrouble() {}

  /**
   * The problem in the details of the status, word for word; where there is none, one is made from the status.
   *
   * @param server address of the service, for the text
   */
  public static Trouble of(StatusRuntimeException failure, String server) {
    var status = failure.getStatus();
    return new Trouble(exit(status.getCode()), details(failure).orElseGet(() -> fromStatus(status, server)));
  }

  private static ExitCode exit(Status.Code code) {
    return switch (code) {
      case NOT_FOUND -> ExitCode.NOT_FOUND;
      case INVALID_ARGUMENT, FAILED_PRECONDITION, ALREADY_EXISTS, PERMISSION_DENIED, ABORTED,
          OUT_OF_RANGE, RESOURCE_EXHAUSTED -> ExitCode.REFUSED;
      case UNAUTHENTICATED -> ExitCode.NOT_LET_IN;
      case UNAVAILABLE, UNIMPLEMENTED -> ExitCode.UNREACHABLE;
      case DEADLINE_EXCEEDED -> ExitCode.TIMED_OUT;
      case OK, CANCELLED, UNKNOWN, INTERNAL, DATA_LOSS -> ExitCode.UNEXPECTED;
    };
  }

  private static Optional<Problem> details(StatusRuntimeException failure) {
    var status = StatusProto.fromThrowable(failure);
    return status == null ? Optional.empty()
        : status.getDetailsList().stream().filter(any -> any.is(Problem.class)).findFirst().map(ServiceTrouble::unpack);
  }

  private static Problem unpack(Any any) {
    try {
      return any.unpack(Problem.class);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the service sent a problem that cannot be read", e);
    }
  }

  /** A refused connection is told only by the cause. */
  private static String cause(Status status) {
    var cause = status.getCause();
    return cause == null || cause.getMessage() == null || status.getCode() != Status.Code.UNAVAILABLE ? "" : " (" + cause.getMessage() + ")";
  }

  private static Problem fromStatus(Status status, String server) {
    var said = status.getCode() + (status.getDescription() == null ? "" : ": " + status.getDescription()) + cause(status);
    return switch (status.getCode()) {
      case UNAVAILABLE -> Trouble.problem("SERVICE_UNREACHABLE", "the service at " + server, said,
          "start it with `cmc serve`, or name another address with --server or CMC_SERVER");
      case UNIMPLEMENTED -> Trouble.problem("NOT_THE_SERVICE", "a migration controller of this version at " + server, said,
          "check the address, and `cmc --version` against the service");
      case DEADLINE_EXCEEDED -> Trouble.problem("NO_ANSWER_IN_TIME", "an answer of " + server, said,
          "the order may have been accepted: look with `cmc status`, then repeat it with the same --idempotency-key");
      default -> Trouble.problem(status.getCode().name(), "an order that the service accepts", said,
          "see the service's log");
    };
  }
}
