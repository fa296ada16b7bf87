// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.Actor;
import io.cmc.wire.CallerHeader;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Keeps for each call who calls, as its headers say. */
public final class Caller implements ServerInterceptor {

  private static final Context.Key<Actor> ACTOR = Context.key("actor");

  @Override public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return Contexts.interceptCall(Context.current().withValue(ACTOR, CallerHeader.actor(headers)), call, headers, next);
  }

  static Actor current() {
    return ACTOR.get() == null ? CallerHeader.NAMELESS : ACTOR.get();
  }
}
