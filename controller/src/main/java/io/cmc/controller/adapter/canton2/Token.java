// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.cmc.controller.secrecy.SecretReader;
import io.cmc.plan.Secret;
import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The bearer token of an endpoint, if it has one, read anew for every call. */
record Token(Optional<Secret> reference, SecretReader secrets) {

  private static final Metadata.Key<String> HEADER = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  /** @throws RuntimeException when the secret is not there */
  CallCredentials behind(Guard guard) {
    var headers = new Metadata();
    reference.map(secrets::read).map(String::strip).map(Token::checked).ifPresent(text -> headers.put(HEADER, "Bearer " + text));
    return new Passage(headers, guard);
  }

  private static String checked(String text) {
    if (text.chars().anyMatch(c -> c <= ' ' || c > '~')) throw new IllegalStateException("the token has characters that no token has");
    return text;
  }

  /** gRPC asks for credentials when it has chosen the connection and before it sends anything. */
  private static final class Passage extends CallCredentials {

    private final Metadata headers;
    private final Guard guard;

    Passage(Metadata headers, Guard guard) {
      this.headers = headers;
      this.guard = guard;
    }

    @Override public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
      if (guard.admits(request.getTransportAttrs().get(Line.CONNECTION))) {
        applier.apply(headers);
      } else {
        applier.fail(Status.UNAVAILABLE.withDescription("not sent").withCause(new Guard.OtherConnection()));
      }
    }
  }
}
