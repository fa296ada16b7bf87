// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import com.google.rpc.Code;
import io.cmc.access.Actor;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.wire.Caller;
import io.cmc.wire.CallerHeader;
import io.cmc.wire.ProblemMessage;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthGrpc;
import java.util.stream.StreamSupport;

/**
 * Lets nobody in who brings no token that is accepted; only health is for everybody. The first of all that look at a call, behind
 * every door, and so the place where calls are counted.
 */
final class Entrance implements ServerInterceptor {

  private static final String SCHEME = "bearer ";

  private final Tokens tokens;
  private final Turnstile turnstile;
  private final RefusedCalls refusals;

  Entrance(Tokens tokens, Turnstile turnstile, RefusedCalls refusals) {
    this.tokens = tokens;
    this.turnstile = turnstile;
    this.refusals = refusals;
  }

  @Override public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (HealthGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName())) return next.startCall(call, headers);
    try {
      return letIn(caller(headers), call, headers, next);
    } catch (NotAccepted refused) {
      var often = turnstile.stranger(call, headers);
      return refuse(call, often.isPresent() ? ProblemCode.TOO_MANY_CALLS : refused.code(), often.orElseGet(() -> refusal(refused)));
    }
  }

  private <Q, A> ServerCall.Listener<Q> letIn(Actor caller, ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    var method = call.getMethodDescriptor();
    try {
      turnstile.pass(caller.subject(), method);
      return turnstile.counted(caller.subject(), method.getType(), () -> Contexts.interceptCall(Caller.is(caller), call, headers, next));
    } catch (StatusRuntimeException often) {
      return refuse(call, ProblemCode.TOO_MANY_CALLS, often);
    }
  }

  private Actor caller(Metadata headers) throws NotAccepted {
    var brought = headers.getAll(CallerHeader.AUTHORIZATION);
    if (brought == null) throw new NotAccepted(ProblemCode.TOKEN_MISSING, "none");
    var all = StreamSupport.stream(brought.spliterator(), false).toList();
    if (all.size() > 1) throw new NotAccepted(ProblemCode.TOKEN_NOT_ACCEPTED, "several authorization headers");
    var only = all.getFirst();
    if (!only.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new NotAccepted(ProblemCode.TOKEN_MISSING, "an authorization header of another kind than Bearer");
    }
    return tokens.owner(only.substring(SCHEME.length()).strip(), headers);
  }

  private StatusRuntimeException refusal(NotAccepted refused) {
    return ProblemMessage.refusal(Code.UNAUTHENTICATED, Problem.of(refused.code(), tokens.wanted(), refused.found()), "");
  }

  private <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, ProblemCode why, StatusRuntimeException refusal) {
    refusals.note(call.getMethodDescriptor().getFullMethodName(), why);
    call.close(refusal.getStatus(), refusal.getTrailers());
    return new ServerCall.Listener<>() { };
  }
}
