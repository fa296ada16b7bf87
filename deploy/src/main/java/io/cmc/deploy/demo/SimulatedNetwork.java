// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.sim.v1.OperateRequest;
import io.cmc.sim.v1.Operation;
import io.cmc.sim.v1.SimulatorGrpc;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The simulator in a process of its own, shaped like the manual procedure's network: a source of version 4, a target of version 5. */
final class SimulatedNetwork implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path folder;

  private SimulatedNetwork(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  static SimulatedNetwork start(Path folder, int participants, long seed) throws IOException {
    var process = ChildJvm.start(folder, "simulator.log", "sim", "--participants", "" + participants, "--seed", "" + seed, "--release", "2.8",
        "--data", folder.toString());
    return new SimulatedNetwork(process, folder);
  }

  void awaitReady() throws InterruptedException {
    Patience.until(PATIENCE, process, () -> Files.exists(folder.resolve("network.json")), "the simulated network; see " + folder.resolve("simulator.log"));
  }

  Path remoteConf() {
    return folder.resolve("remote.conf");
  }

  String targetUrl() throws IOException {
    for (var domain : description().path("network").path("domains")) {
      if (domain.path("name").asText().equals("newdomain")) return "http://127.0.0.1:" + domain.path("firstPort").asInt();
    }
    throw new IOException("no newdomain in " + folder.resolve("network.json"));
  }

  private JsonNode description() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("network.json").toFile());
  }

  /** As a person would switch off its machine. */
  void stop(String node) throws IOException {
    var channel = NettyChannelBuilder.forAddress("127.0.0.1", description().path("controlPort").asInt()).usePlaintext().build();
    try {
      SimulatorGrpc.newBlockingStub(channel).operate(OperateRequest.newBuilder().setNode(node).setOperation(Operation.STOP).build());
    } finally {
      channel.shutdownNow();
    }
  }

  @Override public void close() {
    ChildJvm.stop(process);
  }
}
