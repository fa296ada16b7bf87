// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import io.cmc.api.v1.AccessGrpc;
import io.cmc.api.v1.Problem;
import io.cmc.api.v1.WhoAmIRequest;
import io.cmc.api.v1.WhoAmIResponse;
import io.cmc.deploy.ServiceSettings.Limits;
import io.github.bucket4j.TimeMeter;
import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.stream.Stream;

/** The entrance with the smallest service behind it, called over the network. */
final class Gatehouse implements AutoCloseable {

  private final Server server;
  private final ManagedChannel channel;

  static final Limits USUAL = new Limits(300, 3000, 100, 60, 200);

  Gatehouse(Tokens tokens) {
    this(tokens, new Budgets(USUAL, TimeMeter.SYSTEM_NANOTIME));
  }

  Gatehouse(Tokens tokens, Budgets budgets, BindableService... more) {
    try {
      server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).addService(new WhoAmIService())
          .addService(new HealthStatusManager().getHealthService()).addServices(Stream.of(more).map(BindableService::bindService).toList())
          .intercept(new Entrance(tokens, new Turnstile(budgets), new RefusedCalls(System::nanoTime))).build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  int port() {
    return server.getPort();
  }

  Channel channel() {
    return channel;
  }

  WhoAmIResponse bring(String token) {
    return authorization("Bearer " + token);
  }

  WhoAmIResponse authorization(String... values) {
    var headers = new Metadata();
    for (var value : values) headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), value);
    headers.put(Metadata.Key.of("cmc-os-user", Metadata.ASCII_STRING_MARSHALLER), "olga");
    return with(headers);
  }

  WhoAmIResponse with(Metadata headers) {
    return AccessGrpc.newBlockingStub(channel).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers)).whoAmI(WhoAmIRequest.getDefaultInstance());
  }

  static Problem problem(StatusRuntimeException refusal) {
    try {
      return StatusProto.fromThrowable(refusal).getDetails(0).unpack(Problem.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }
}
