// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import io.grpc.HandlerRegistry;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One open port. Until it is given services it answers every call with UNIMPLEMENTED, "Method not found". */
public final class Port implements AutoCloseable {

  private static final int BIND_ATTEMPTS = 50;
  private final Server server;
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
  private volatile Map<String, ServerServiceDefinition> services = Map.of();

  Port(InetSocketAddress address, ServingThreads threads, ServerCredentials credentials) {
    this.server = NettyServerBuilder.forAddress(address, credentials)
        .channelFactory(() -> new Listening(connections)).bossEventLoopGroup(threads.loops()).workerEventLoopGroup(threads.loops())
        .executor(threads.calls())
        .permitKeepAliveTime(20, TimeUnit.SECONDS)
        .fallbackHandlerRegistry(new Served()).build();
    open(address.getPort());
  }

  private void open(int number) {
    for (var attempt = 1; ; attempt++) {
      try {
        server.start();
        return;
      } catch (IOException e) {
        if (attempt == BIND_ATTEMPTS) throw new UncheckedIOException("cannot open port " + number, e);
        sleep();
      }
    }
  }

  public void serve(List<ServerServiceDefinition> given) {
    services = given.stream().collect(Collectors.toMap(s -> s.getServiceDescriptor().getName(), Function.identity()));
  }

  /** Resets all connections, as the death of a process does: callers see them break and get no status from us. */
  @Override
  public void close() {
    connections.forEach(Port::reset);
    server.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Past the HTTP/2 handler, which would take its leave in order. */
  private static void reset(SocketChannel connection) {
    var first = connection.pipeline().firstContext();
    if (first == null || !connection.isOpen()) return;
    try {
      connection.config().setSoLinger(0);
    } catch (ChannelException closedMeanwhile) {
      return;
    }
    first.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Knows the connections it has accepted. */
  private static final class Listening extends NioServerSocketChannel {

    private final Set<SocketChannel> accepted;

    Listening(Set<SocketChannel> accepted) {
      this.accepted = accepted;
    }

    @Override
    protected int doReadMessages(List<Object> messages) throws Exception {
      var read = super.doReadMessages(messages);
      messages.forEach(m -> remember((SocketChannel) m));
      return read;
    }

    private void remember(SocketChannel connection) {
      accepted.add(connection);
      connection.closeFuture().addListener(_ -> accepted.remove(connection));
    }
  }

  private final class Served extends HandlerRegistry {

    @Override
    public List<ServerServiceDefinition> getServices() {
      return List.copyOf(services.values());
    }

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String method, String authority) {
      var slash = method.indexOf('/');
      var service = slash < 0 ? null : services.get(method.substring(0, slash));
      return service == null ? null : service.getMethod(method);
    }
  }
}
