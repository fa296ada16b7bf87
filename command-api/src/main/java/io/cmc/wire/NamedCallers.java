// SPDX-License-Identifier: Apache-2.0
package io.cmc.wire;

import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Takes callers for who their headers say they are; only for a service that listens on loopback. */
public final class NamedCallers implements ServerInterceptor {

  @Override public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return Contexts.interceptCall(Caller.is(CallerHeader.actor(headers)), call, headers, next);
  }
}
