// SPDX-License-Identifier: Apache-2.0
package io.cmc.wire;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import io.cmc.access.Reach;
import io.cmc.access.Rule;
import io.cmc.access.Rules;
import io.cmc.api.v1.ExportHistoryRequest;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;

/**
 * Holds every call to the {@link Rules}: what has no row is refused, reads go on with what they may see, and orders with nothing
 * but that there is a row for them; their own door looks further.
 */
public final class Doorkeeper implements CallCheck.Check {

  private static final Context.Key<Reach> REACH = Context.keyWithDefault("reach", Reach.NOTHING);

  /** What the call that is being answered may see; nothing where no doorkeeper let it in. */
  public static Reach reach() {
    return REACH.get();
  }

  /** A context in which so much is seen. */
  public static Context seeing(Reach reach) {
    return Context.current().withValue(REACH, reach);
  }

  /** The name of a call in the rules. */
  public static String name(String method, Message request) {
    return switch (request) {
      case ReadAuditRequest r when !r.getExport().isEmpty() -> method + Rules.EXPORT;
      case ExportHistoryRequest r when r.getMigration().isEmpty() -> method + Rules.ALL;
      default -> method;
    };
  }

  @Override public Context let(String method, Message request) {
    var rule = Rules.of(name(method, request)).orElseThrow(() -> refusal("a call that somebody may make", method));
    return switch (rule.scope()) {
      case OPEN -> Context.current();
      case ALL_TEAMS, EVERY_TEAM, WHAT_IS_SEEN -> rule.order() ? Context.current() : seeing(reach(rule));
      case NAMED_TEAMS, ANY_TEAM, PLANNED_TEAMS -> Context.current();
    };
  }

  private static Reach reach(Rule rule) {
    var reach = rule.reach(Caller.current().grants());
    var enough = switch (rule.scope()) {
      case ALL_TEAMS -> reach.everything();
      default -> !reach.isNothing();
    };
    if (!enough) throw refusal(rule.wanted() + " for " + rule.scope().words(), held(reach));
    return reach;
  }

  /** Where the wanted roles are held, in words. */
  public static String held(Reach reach) {
    return reach.everything() ? "it for all teams" : reach.isNothing() ? "no such role" : "it for " + String.join(", ", reach.teams());
  }

  private static StatusRuntimeException refusal(String expected, String found) {
    return ProblemMessage.refusal(Code.PERMISSION_DENIED, Problem.of(ProblemCode.NOT_ALLOWED, expected, found), "");
  }
}
