// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import static io.cmc.controller.adapter.canton2.Effect.CHANGE;
import static io.cmc.controller.adapter.canton2.Effect.MOVE;
import static io.cmc.controller.adapter.canton2.Effect.READ;
import static io.cmc.controller.port.NodeTrouble.Kind.OUTCOME_UNKNOWN;
import static io.cmc.controller.port.NodeTrouble.Kind.PERMANENT;
import static io.cmc.controller.port.NodeTrouble.Kind.TRANSIENT;
import static io.cmc.rejection.ProblemCode.*;
import static io.grpc.Status.Code.*;

import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.rejection.ProblemCode;
import io.grpc.Status.Code;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a node's refusals mean, first fitting row first. The ids and texts are Canton's, see docs/canton.md.
 *
 * <p>For the move, OUTCOME_UNKNOWN means that it may still go on. A refusal that the node gave at the end of it is PERMANENT or
 * TRANSIENT, even where it may have come half-way: the contracts were not all moved, and the same call goes on where it stopped.
 */
final class Rules {

  private static final Set<Effect> ANY = EnumSet.allOf(Effect.class);
  private static final Set<Effect> READS = EnumSet.of(READ);
  private static final Set<Effect> CHANGES = EnumSet.of(CHANGE);
  private static final Set<Effect> MOVES = EnumSet.of(MOVE);
  private static final Set<Effect> NO_MOVES = EnumSet.of(READ, CHANGE);
  private static final Set<Code> ANY_CODE = EnumSet.complementOf(EnumSet.of(OK));
  private static final Set<Code> REFUSALS = EnumSet.of(INVALID_ARGUMENT, FAILED_PRECONDITION, ALREADY_EXISTS, NOT_FOUND, OUT_OF_RANGE);
  private static final String ANY_ID = ".*";
  private static final String NAMED = "[A-Z_0-9]+";
  private static final String PLAIN = "";
  private static final String ANY_TEXT = "";

  static final List<Rule> TABLE = List.of(
      // this side
      on(ANY, ANY_CODE, "\\(not sent\\)", ANY_TEXT, TRANSIENT, NODE_UNREACHABLE),
      on(READS, ANY_CODE, "\\(interrupted\\)", ANY_TEXT, TRANSIENT, NODE_TIMEOUT),
      on(CHANGES, ANY_CODE, "\\(interrupted\\)", ANY_TEXT, OUTCOME_UNKNOWN, NODE_TIMEOUT),
      on(MOVES, ANY_CODE, "\\(interrupted\\)", ANY_TEXT, OUTCOME_UNKNOWN, MOVE_UNRESOLVED),
      on(ANY, of(RESOURCE_EXHAUSTED), PLAIN, "gRPC message exceeds maximum size", PERMANENT, NODE_STRANGE_ANSWER),

      // the meanings of UNIMPLEMENTED; that the port is the wrong one is found out by asking
      on(ANY, of(UNIMPLEMENTED), ANY_ID, "Community edition", PERMANENT, LIMITS_NOT_SETTABLE),
      on(ANY, of(UNIMPLEMENTED), PLAIN, "^Method not found", TRANSIENT, NODE_NOT_READY),
      on(ANY, of(UNIMPLEMENTED), PLAIN, "HTTP status code|content-type", PERMANENT, NODE_STRANGE_ANSWER),
      on(ANY, of(UNIMPLEMENTED), ANY_ID, ANY_TEXT, PERMANENT, NODE_REFUSED),

      on(ANY, of(UNAUTHENTICATED, PERMISSION_DENIED), ANY_ID, ANY_TEXT, PERMANENT, NOT_AUTHORISED),
      on(ANY, of(UNAVAILABLE, FAILED_PRECONDITION), "NODE_IS_PASSIVE_REPLICA|SYNC_SERVICE_DOMAIN_BECAME_PASSIVE", ANY_TEXT, TRANSIENT, PASSIVE_REPLICA),

      // no answer
      on(READS, of(DEADLINE_EXCEEDED), ANY_ID, ANY_TEXT, TRANSIENT, NODE_TIMEOUT),
      on(CHANGES, of(DEADLINE_EXCEEDED), ANY_ID, ANY_TEXT, OUTCOME_UNKNOWN, NODE_TIMEOUT),
      on(MOVES, of(DEADLINE_EXCEEDED), ANY_ID, ANY_TEXT, OUTCOME_UNKNOWN, MOVE_UNRESOLVED),
      on(READS, of(UNAVAILABLE), PLAIN, ANY_TEXT, TRANSIENT, NODE_UNREACHABLE),
      on(CHANGES, of(UNAVAILABLE), PLAIN, ANY_TEXT, OUTCOME_UNKNOWN, NODE_UNREACHABLE),
      on(CHANGES, of(UNAVAILABLE), ".*SHUT.*", ANY_TEXT, OUTCOME_UNKNOWN, NODE_UNREACHABLE),
      on(NO_MOVES, of(UNAVAILABLE), NAMED, ANY_TEXT, TRANSIENT, NODE_REFUSED),
      on(MOVES, of(UNAVAILABLE), ANY_ID, ANY_TEXT, OUTCOME_UNKNOWN, MOVE_UNRESOLVED),

      // the move: refused before anything is changed
      on(MOVES, of(CANCELLED), "FAILED_TO_CONNECT_TO_SEQUENCERS?", ANY_TEXT, TRANSIENT, TARGET_UNREACHABLE),
      on(MOVES, of(CANCELLED), "DOMAIN_ALIAS_DUPLICATION", ANY_TEXT, PERMANENT, ALIAS_TAKEN),
      on(MOVES, of(CANCELLED), "DOMAIN_HANDSHAKE_FAILED", ANY_TEXT, PERMANENT, TARGET_KNOWN),
      on(MOVES, of(CANCELLED), "SYNC_SERVICE_UNKNOWN_DOMAIN", ANY_TEXT, PERMANENT, SOURCE_UNKNOWN),
      on(MOVES, of(CANCELLED), "SYNC_SERVICE_DOMAIN_MUST_BE_OFFLINE", "{target}", TRANSIENT, MOVE_UNRESOLVED),
      on(MOVES, of(CANCELLED), "SYNC_SERVICE_DOMAIN_MUST_BE_OFFLINE", ANY_TEXT, PERMANENT, BARRIER_BROKEN),
      on(MOVES, of(CANCELLED), "SYNC_SERVICE_DOMAIN_MUST_NOT_HAVE_IN_FLIGHT_TRANSACTIONS", ANY_TEXT, PERMANENT, IN_FLIGHT_WORK),
      on(MOVES, of(CANCELLED), "INVALID_DOMAIN_MIGRATION_REQUEST", "{target}.* Inactive", PERMANENT, TARGET_KNOWN),
      on(MOVES, of(CANCELLED), "INVALID_DOMAIN_MIGRATION_REQUEST", " Inactive", PERMANENT, MOVE_UNRESOLVED),
      on(MOVES, of(CANCELLED), "INVALID_DOMAIN_MIGRATION_REQUEST", "was expected to be", PERMANENT, TARGET_ID_DIFFERS),
      on(MOVES, of(CANCELLED), "INVALID_DOMAIN_MIGRATION_REQUEST", ANY_TEXT, PERMANENT, MOVE_REFUSED),
      on(MOVES, of(CANCELLED), PLAIN, "^[A-Z][A-Za-z]+\\(.*\\)$|configuration is required$", PERMANENT, MOVE_REFUSED),
      on(MOVES, of(Code.INTERNAL), PLAIN, "^Illegal character in|^Expected .* at index", PERMANENT, MOVE_REFUSED),
      // the move: running
      on(MOVES, of(ABORTED), ANY_ID, ANY_TEXT, OUTCOME_UNKNOWN, MOVE_UNRESOLVED),
      on(MOVES, of(CANCELLED), ".*SHUT.*", ANY_TEXT, OUTCOME_UNKNOWN, MOVE_UNRESOLVED),
      // the move: stopped half-way, most likely
      on(MOVES, of(CANCELLED), "PARTICIPANT_IS_NOT_ACTIVE", ANY_TEXT, TRANSIENT, TARGET_NOT_ALLOWED),
      on(MOVES, of(CANCELLED), "SERVICE_AGREEMENT_ACCEPTANCE_FAILED", ANY_TEXT, PERMANENT, TARGET_AGREEMENT),
      on(MOVES, of(CANCELLED), "INCOMPATIBLE_UNIQUE_CONTRACT_KEYS_MODE", ANY_TEXT, PERMANENT, UNIQUE_KEYS_DIFFER),
      on(MOVES, of(CANCELLED), "DOMAIN_ID_MISMATCH", ANY_TEXT, PERMANENT, TARGET_ID_DIFFERS),
      on(MOVES, of(CANCELLED), "DOMAIN_IS_NOT_AVAILABLE|GRPC_CONNECTION_FAILURE", ANY_TEXT, TRANSIENT, TARGET_UNREACHABLE),
      on(MOVES, of(CANCELLED), PLAIN, "contact the operator", TRANSIENT, HALF_MOVED),
      on(MOVES, of(CANCELLED), NAMED, ANY_TEXT, TRANSIENT, HALF_MOVED),
      on(MOVES, ANY_CODE, ANY_ID, ANY_TEXT, OUTCOME_UNKNOWN, MOVE_UNRESOLVED),

      // everything else
      on(NO_MOVES, of(NOT_FOUND), "SYNC_SERVICE_UNKNOWN_DOMAIN", ANY_TEXT, PERMANENT, SOURCE_UNKNOWN),
      on(NO_MOVES, of(FAILED_PRECONDITION), "SYNC_SERVICE_DOMAIN_STATUS_NOT_ACTIVE", "Vacating|MigratingTo", PERMANENT, HALF_MOVED),
      on(NO_MOVES, of(FAILED_PRECONDITION), "PARTICIPANT_IS_NOT_ACTIVE", ANY_TEXT, PERMANENT, TARGET_NOT_ALLOWED),
      on(NO_MOVES, of(FAILED_PRECONDITION), "SERVICE_AGREEMENT_ACCEPTANCE_FAILED", ANY_TEXT, PERMANENT, TARGET_AGREEMENT),
      on(NO_MOVES, of(FAILED_PRECONDITION), "INCOMPATIBLE_UNIQUE_CONTRACT_KEYS_MODE", ANY_TEXT, PERMANENT, UNIQUE_KEYS_DIFFER),
      on(NO_MOVES, of(FAILED_PRECONDITION), "FAILED_TO_CONNECT_TO_SEQUENCERS?|GRPC_CONNECTION_FAILURE", ANY_TEXT, TRANSIENT, NODE_REFUSED),
      on(NO_MOVES, of(INVALID_ARGUMENT), ANY_ID, "Time tracker for domain", TRANSIENT, SOURCE_NOT_CONNECTED),
      on(NO_MOVES, REFUSALS, ANY_ID, ANY_TEXT, PERMANENT, NODE_REFUSED),
      on(NO_MOVES, of(ABORTED, RESOURCE_EXHAUSTED), ANY_ID, ANY_TEXT, TRANSIENT, NODE_REFUSED),
      on(READS, ANY_CODE, PLAIN, "HTTP status code|http2 exception|content-type", TRANSIENT, NODE_STRANGE_ANSWER),
      on(READS, ANY_CODE, ANY_ID, ANY_TEXT, TRANSIENT, NODE_REFUSED),
      on(CHANGES, ANY_CODE, ANY_ID, ANY_TEXT, OUTCOME_UNKNOWN, NODE_REFUSED));

  private Rules() {}

  /** There is a fitting row for everything. */
  static Rule of(Call<?, ?> call, Signal signal) {
    return TABLE.stream().filter(rule -> rule.fits(call, signal)).findFirst().orElseThrow();
  }

  private static Rule on(Set<Effect> effects, Set<Code> codes, String id, String text, Kind kind, ProblemCode problem) {
    return new Rule(effects, codes, id, text, kind, problem);
  }

  private static Set<Code> of(Code first, Code... others) {
    return EnumSet.of(first, others);
  }
}
