// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import com.google.rpc.Code;
import io.grpc.StatusRuntimeException;
import io.cmc.wire.ProblemMessage;

/** A refusal in the public contract's form: a status whose details hold the problem. */
public final class Refusals {

  private Refusals() {}

  public static StatusRuntimeException of(OrderRejected refused) {
    return of(refused.problem());
  }

  public static StatusRuntimeException of(Problem problem) {
    return ProblemMessage.refusal(status(problem.code()), problem, "");
  }

  private static Code status(ProblemCode code) {
    return switch (code) {
      case MIGRATION_NOT_FOUND, PARTICIPANT_NOT_FOUND, INCIDENT_NOT_FOUND, LETTER_NOT_FOUND, APPROVAL_NOT_FOUND, PERSON_NOT_FOUND, HOLD_NOT_FOUND -> Code.NOT_FOUND;
      case NAME_TAKEN, ALREADY_STARTED -> Code.ALREADY_EXISTS;
      case PLAN_UNREADABLE, UNKNOWN_FIELD, PARTICIPANT_TWICE, SAME_NODE, SAME_DOMAIN, NO_PARTICIPANTS, PROTOCOL_VERSION_NOT_HIGHER,
          DATABASE_NOT_NAMED, CONTEXT_MISSING -> Code.INVALID_ARGUMENT;
      case SECOND_PERSON_NEEDED, OWN_REQUEST, NOT_AN_APPROVER, NOT_ALLOWED -> Code.PERMISSION_DENIED;
      case TOKEN_MISSING, TOKEN_NOT_ACCEPTED, TOKEN_EXPIRED, ISSUER_UNREACHABLE -> Code.UNAUTHENTICATED;
      case CONFLICT -> Code.ABORTED;
      case TOO_MANY_CALLS -> Code.RESOURCE_EXHAUSTED;
      case STORE_UNAVAILABLE, STORE_FULL -> Code.UNAVAILABLE;
      case INTERNAL -> Code.INTERNAL;
      default -> Code.FAILED_PRECONDITION;
    };
  }
}
