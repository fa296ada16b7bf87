// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import io.cmc.wire.CallerHeader;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;

/** For parts of our own that call a service whose data folder they know: the local administrator's token with every call. */
public final class BearerToken implements ClientInterceptor {

  private final Path data;

  private BearerToken(Path data) {
    this.data = data;
  }

  /** @param data folder of the service; looked into when a call is made, so that it may come later */
  public static BearerToken in(Path data) {
    return new BearerToken(data);
  }

  @Override public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    var headers = new Metadata();
    AdminToken.value(data).ifPresent(token -> headers.put(CallerHeader.AUTHORIZATION, "Bearer " + token));
    headers.put(CallerHeader.OS_USER, System.getProperty("user.name"));
    return MetadataUtils.newAttachHeadersInterceptor(headers).interceptCall(method, options, next);
  }
}
