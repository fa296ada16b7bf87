// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.cmc.plan.Secret;
import io.grpc.CallCredentials;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The bearer token of an endpoint, read anew for every call. */
record Token(Optional<Secret> reference, SecretReader secrets) {

  private static final Metadata.Key<String> HEADER = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  /** @throws RuntimeException when the secret is not there */
  CallOptions addTo(CallOptions options) {
    return reference.map(secrets::read).map(text -> options.withCallCredentials(new Bearer(text))).orElse(options);
  }

  private static final class Bearer extends CallCredentials {

    private final String text;

    Bearer(String text) {
      if (text.chars().anyMatch(c -> c <= ' ' || c > '~')) throw new IllegalStateException("the token has characters that no token has");
      this.text = text;
    }

    @Override public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
      var headers = new Metadata();
      headers.put(HEADER, "Bearer " + text);
      applier.apply(headers);
    }
  }
}
