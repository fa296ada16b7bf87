// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.demo;

import io.cmc.deploy.security.BearerToken;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The service in a process of its own. When it is killed it is started again on the same data, and goes on where it was. */
final class ServiceProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final int port;
  private final Consumer<String> say;
  private final List<String> more;
  private volatile Process process;
  private volatile boolean closing;

  private ServiceProcess(Path folder, int port, Consumer<String> say, List<String> more) {
    this.folder = folder;
    this.port = port;
    this.say = say;
    this.more = more;
  }

  /** @param more words of {@code cmc serve} */
  static ServiceProcess start(Path folder, Consumer<String> say, List<String> more) throws IOException {
    var service = new ServiceProcess(folder, Ports.free(), say, more);
    service.launch();
    return service;
  }

  private void launch() throws IOException {
    var words = Stream.concat(Stream.of("serve", "--data", folder.toString(), "--port", "" + port), more.stream());
    process = ChildJvm.start(folder, "service.log", words.toArray(String[]::new));
    process.onExit().thenAccept(this::again);
  }

  private void again(Process ended) {
    if (closing) return;
    say.accept("The service has ended (exit " + ended.exitValue() + "); it is started again on " + folder);
    try {
      launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  /** A line to it for whoever brings the local administrator's token. */
  ManagedChannel channel() {
    return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().intercept(BearerToken.in(folder)).build();
  }

  void awaitReady() throws InterruptedException {
    Patience.until(PATIENCE, process, () -> Ports.listens(port), "the service; see " + folder.resolve("service.log"));
  }

  @Override public void close() {
    closing = true;
    ChildJvm.stop(process);
  }
}
