// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.cli.token.Token;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.stub.MetadataUtils;

/** Says with each call who makes it: the token, and who sits at the keyboard as the operating system has it. The latter is a claim, not a proof. */
final class CallHeaders implements ClientInterceptor {

  static final Metadata.Key<String> USER = Metadata.Key.of("cmc-os-user", Metadata.ASCII_STRING_MARSHALLER);
  static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Token token;

  CallHeaders(Token token) {
    this.token = token;
  }

  @Override public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return MetadataUtils.newAttachHeadersInterceptor(headers()).interceptCall(method, options, next);
  }

  private Metadata headers() {
    var headers = new Metadata();
    headers.put(USER, System.getProperty("user.name", "").replaceAll("[^\\x21-\\x7e]", "?"));
    token.get().ifPresent(value -> headers.put(AUTHORIZATION, "Bearer " + value));
    return headers;
  }
}
