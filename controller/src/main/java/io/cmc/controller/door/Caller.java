// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.Actor;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/**
 * Who calls. Until accounts exist the service listens on loopback only, and a caller is who they say they are: the operating system's
 * user that the client names, marked as unauthenticated.
 */
public final class Caller implements ServerInterceptor {

  /** Header in which a client names the operating system's user. */
  public static final Metadata.Key<String> OS_USER = Metadata.Key.of("cmc-os-user", Metadata.ASCII_STRING_MARSHALLER);

  private static final String NAMELESS = "nameless";
  private static final int MOST = 100;
  private static final Context.Key<Actor> ACTOR = Context.key("actor");

  @Override public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return Contexts.interceptCall(Context.current().withValue(ACTOR, actor(headers.get(OS_USER))), call, headers, next);
  }

  private static Actor actor(String user) {
    var name = user == null || user.isBlank() ? NAMELESS : user.substring(0, Math.min(MOST, user.length())).replaceAll("\\p{Cntrl}", "?");
    return new Actor(name, name, Actor.UNAUTHENTICATED);
  }

  static Actor current() {
    return ACTOR.get() == null ? actor(null) : ACTOR.get();
  }
}
