// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.rest;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.RetryInfo;
import io.cmc.api.v1.Problem;
import io.cmc.rejection.ProblemCode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** Refusals as problem details of RFC 9457, with the code, expected, found and remedy of every other door. */
final class Problems {

  private static final String TYPE = "urn:cmc:problem:";

  private Problems() {}

  static ProblemDetail of(StatusRuntimeException refused) {
    var detail = ProblemDetail.forStatusAndDetail(status(refused.getStatus().getCode()), String.valueOf(refused.getStatus().getDescription()));
    problem(refused).ifPresentOrElse(problem -> tell(detail, problem), () -> detail.setTitle(refused.getStatus().getCode().name()));
    return detail;
  }

  static ProblemDetail unreadable(String why) {
    var detail = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, why);
    detail.setTitle(Status.Code.INVALID_ARGUMENT.name());
    return detail;
  }

  private static void tell(ProblemDetail detail, Problem problem) {
    detail.setType(java.net.URI.create(TYPE + problem.getCode()));
    detail.setTitle(problem.getCode());
    if (problem.getCode().equals(ProblemCode.CHANGED_SINCE.name())) detail.setStatus(HttpStatus.PRECONDITION_FAILED);
    detail.setProperty("code", problem.getCode());
    detail.setProperty("expected", problem.getExpected());
    detail.setProperty("found", problem.getFound());
    detail.setProperty("remedy", problem.getRemedy());
    if (!problem.getNode().isEmpty()) detail.setProperty("node", problem.getNode());
  }

  /** After how many seconds it may come again, where that is said. */
  static Optional<Long> again(StatusRuntimeException refused) {
    return detail(refused, RetryInfo.class).map(RetryInfo::getRetryDelay).map(wait -> wait.getSeconds() + (wait.getNanos() > 0 ? 1 : 0));
  }

  private static Optional<Problem> problem(StatusRuntimeException refused) {
    return detail(refused, Problem.class);
  }

  private static <T extends Message> Optional<T> detail(StatusRuntimeException refused, Class<T> kind) {
    return StatusProto.fromThrowable(refused).getDetailsList().stream().filter(any -> any.is(kind)).findFirst().map(any -> {
      try {
        return any.unpack(kind);
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private static HttpStatus status(Status.Code code) {
    return switch (code) {
      case INVALID_ARGUMENT, OUT_OF_RANGE -> HttpStatus.BAD_REQUEST;
      case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
      case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case ALREADY_EXISTS, FAILED_PRECONDITION, ABORTED -> HttpStatus.CONFLICT;
      case RESOURCE_EXHAUSTED -> HttpStatus.TOO_MANY_REQUESTS;
      case UNIMPLEMENTED -> HttpStatus.NOT_IMPLEMENTED;
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case DEADLINE_EXCEEDED -> HttpStatus.GATEWAY_TIMEOUT;
      case OK, CANCELLED, UNKNOWN, INTERNAL, DATA_LOSS -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }
}
