// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** The service in a process of its own. When it is killed it is started again on the same data, and goes on where it was. */
final class ServiceProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final int port;
  private final Consumer<String> say;
  private volatile Process process;
  private volatile boolean closing;

  private ServiceProcess(Path folder, int port, Consumer<String> say) {
    this.folder = folder;
    this.port = port;
    this.say = say;
  }

  static ServiceProcess start(Path folder, Consumer<String> say) throws IOException {
    var service = new ServiceProcess(folder, freePort(), say);
    service.launch();
    return service;
  }

  private void launch() throws IOException {
    process = ChildJvm.start(folder, "service.log", "serve", "--data", folder.toString(), "--port", "" + port);
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

  void awaitReady() throws InterruptedException {
    Patience.until(PATIENCE, process, this::listens, "the service; see " + folder.resolve("service.log"));
  }

  private boolean listens() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override public void close() {
    closing = true;
    ChildJvm.stop(process);
  }
}
