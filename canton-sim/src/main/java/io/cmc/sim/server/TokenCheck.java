// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Turns away who brings no token that is good for the service, in Canton's words: they say nothing. */
final class TokenCheck implements ServerInterceptor {

  private static final Metadata.Key<String> HEADER = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String BEARER = "Bearer ";
  private static final String WORDS = "An error occurred. Please contact the operator and inquire about the request <no-correlation-id> with tid <no-tid>";
  private final Protection protection;

  TokenCheck(Protection protection) {
    this.protection = protection;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    var brought = headers.get(HEADER);
    if (brought != null && brought.startsWith(BEARER)
        && protection.admits(brought.substring(BEARER.length()), call.getMethodDescriptor().getServiceName())) {
      return next.startCall(call, headers);
    }
    call.close(Status.UNAUTHENTICATED.withDescription(WORDS), new Metadata());
    return new ServerCall.Listener<>() { };
  }
}
