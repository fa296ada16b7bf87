// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.cmc.controller.secrecy.HeldPem;
import io.cmc.controller.secrecy.PemFiles;
import io.cmc.controller.secrecy.Pems;
import io.cmc.controller.secrecy.TlsMaterial;
import io.cmc.plan.Endpoint;
import io.cmc.plan.Tls;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The channels, one per address and TLS setting, whoever uses it. */
final class Lines implements AutoCloseable {

  /**
   * Nodes take pings no more often than every 20 s; without them a call that is silent for hours would not notice a dead peer. So one
   * is noticed after 40 s.
   */
  private static final int KEEP_ALIVE_SECONDS = 25;
  private static final int KEEP_ALIVE_PATIENCE_SECONDS = 15;
  private static final int CONNECT_MILLIS = 10_000;
  private static final int IDLE_MINUTES = 5;
  private static final int CLOSE_SECONDS = 5;
  /** One message of a contract stream carries many contracts with their arguments. */
  private static final int LARGEST_MESSAGE = 64 << 20;
  /** Refusals come with details, causes included, as headers. */
  private static final int LARGEST_HEADERS = 128 << 10;

  private final Map<Key, Line> lines = new ConcurrentHashMap<>();
  private final Callers callers;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Lines(Callers callers) {
    this.callers = callers;
  }

  /** @param held authorities that a node told us of, in place of files */
  private record Key(String host, int port, Optional<Tls> tls, Optional<HeldPem> held) {

    Optional<Pems> pems() {
      return held.<Pems>map(pem -> pem).or(() -> tls.map(PemFiles::new));
    }
  }

  /** @throws IllegalArgumentException when the PEM files are unfit */
  Line to(Endpoint endpoint) {
    return to(endpoint, Optional.empty());
  }

  /** Without TLS nobody is trusted by certificates. @throws IllegalArgumentException when the authorities are unfit */
  Line to(Endpoint endpoint, HeldPem held) {
    return to(endpoint, endpoint.tls().map(tls -> held));
  }

  private Line to(Endpoint endpoint, Optional<HeldPem> held) {
    return lines.computeIfAbsent(new Key(endpoint.host(), endpoint.port(), endpoint.tls(), held), this::open);
  }

  private Line open(Key key) {
    var marks = new Line.Marks();
    return new Line(new Renewal(key.host + ":" + key.port, key.pems(), material -> channel(key, credentials(material), marks)), marks);
  }

  private ManagedChannel channel(Key key, ChannelCredentials credentials, Line.Marks marks) {
    var channel = NettyChannelBuilder.forAddress(key.host, key.port, credentials)
        .userAgent(callers.name()).intercept(callers.along().apply(key.host + ":" + key.port)).executor(threads).offloadExecutor(threads)
        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS).keepAliveTimeout(KEEP_ALIVE_PATIENCE_SECONDS, TimeUnit.SECONDS)
        .keepAliveWithoutCalls(false).idleTimeout(IDLE_MINUTES, TimeUnit.MINUTES)
        .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .maxInboundMessageSize(LARGEST_MESSAGE).maxInboundMetadataSize(LARGEST_HEADERS)
        // no call of ours is repeated because a name server says so
        .disableServiceConfigLookUp()
        .addTransportFilter(marks);
    key.tls.flatMap(Tls::serverName).ifPresent(channel::overrideAuthority);
    return channel.build();
  }

  /** The host's name, or the one that the plan expects, is compared by gRPC's own TLS. */
  private static ChannelCredentials credentials(Optional<TlsMaterial> material) {
    return material.map(m -> TlsChannelCredentials.newBuilder().keyManager(m.keyManagers()).trustManager(m.trustManager()).build())
        .orElseGet(InsecureChannelCredentials::create);
  }

  @Override public void close() {
    var channels = lines.values().stream().flatMap(line -> line.renewal().all().stream()).toList();
    channels.forEach(ManagedChannel::shutdownNow);
    try {
      for (var channel : channels) channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.shutdownNow();
    }
  }
}
