// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.demo;

import io.cmc.api.v1.GetPublicationRequest;
import io.cmc.api.v1.PublicationGrpc;
import io.cmc.deploy.sample.FollowCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine;

/** A Kafka in a process of its own, and what is in its topic at the end. */
final class Broker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int TAIL = 15;

  private final Process process;
  private final Path folder;
  private final int port;

  private Broker(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  static Broker start(Path folder) throws IOException {
    var port = Ports.free();
    return new Broker(ChildJvm.start(folder, "kafka.log", "broker", "--data", folder.resolve("records").toString(), "--port", "" + port), folder, port);
  }

  void awaitReady() throws InterruptedException {
    Patience.until(PATIENCE, process, () -> Ports.listens(port), "Kafka; see " + folder.resolve("kafka.log"));
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** Once all that the service has is published. */
  void showTail(ServiceProcess service) throws InterruptedException {
    var channel = service.channel();
    try {
      var publication = PublicationGrpc.newBlockingStub(channel);
      Patience.until(PATIENCE, process, () -> {
        var status = publication.getPublication(GetPublicationRequest.getDefaultInstance());
        return status.getPosition() == status.getLastPosition();
      }, "the publication");
    } finally {
      channel.shutdownNow();
    }
    new CommandLine(new FollowCommand()).execute("--bootstrap-servers", address(), "--until-end", "--last", "" + TAIL);
  }

  @Override public void close() {
    ChildJvm.stop(process);
  }
}
