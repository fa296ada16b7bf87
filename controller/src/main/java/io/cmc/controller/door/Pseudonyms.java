// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.Actor;
import io.cmc.store.person.PersonBook;
import io.cmc.wire.Caller;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.time.InstantSource;

/**
 * Puts an id in the place of whoever calls. Nothing behind it knows a name, and so nothing behind it can write one down; it stands
 * directly behind whoever authenticates. Roles stay as they are.
 */
public final class Pseudonyms implements ServerInterceptor {

  private static final String OURS = "cmc.api.";
  /** Tells callers who they are, and writes nothing down. */
  private static final String WHO_AM_I = "cmc.api.v1.Access/";

  private final PersonBook persons;
  private final InstantSource clock;

  public Pseudonyms(PersonBook persons, InstantSource clock) {
    this.persons = persons;
    this.clock = clock;
  }

  @Override public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    var method = call.getMethodDescriptor().getFullMethodName();
    if (!method.startsWith(OURS) || method.startsWith(WHO_AM_I)) return next.startCall(call, headers);
    Actor known;
    try {
      known = known(Caller.current());
    } catch (RuntimeException e) {
      return refused(call, Answering.status(e));
    }
    return Contexts.interceptCall(Caller.is(known), call, headers, next);
  }

  private Actor known(Actor caller) {
    var id = persons.idOf(caller, clock.instant());
    return new Actor(id, id, caller.authentication(), caller.grants());
  }

  private static <Q, A> ServerCall.Listener<Q> refused(ServerCall<Q, A> call, StatusRuntimeException because) {
    call.close(because.getStatus(), because.getTrailers() == null ? new Metadata() : because.getTrailers());
    return new ServerCall.Listener<>() { };
  }
}
