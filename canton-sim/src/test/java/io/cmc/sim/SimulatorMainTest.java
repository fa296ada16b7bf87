// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.postgres.ThrowawayServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulatorMainTest {

  @Test
  void it_runs_until_it_is_told_to_stop_and_comes_back_with_the_same_addresses(@TempDir Path folder) throws Exception {
    var database = ThrowawayServer.newDatabase();

    var first = runOnce(folder, database);
    Files.delete(folder.resolve("network.json"));
    var second = runOnce(folder, database);

    assertThat(first).contains("\"controlPort\"").contains("participantC");
    assertThat(second).isEqualTo(first);
    assertThat(folder.resolve("remote.conf")).content().contains("remote-participants");
  }

  @Test
  void a_person_stops_and_starts_a_node_of_the_network_that_runs_on_a_folder(@TempDir Path folder) throws IOException {
    try (var network = Network.builder(ThrowawayServer.newDatabase()).participants(2).sharedDatabase().start()) {
      Files.writeString(folder.resolve("network.json"), "{\"controlPort\": " + network.controlPort() + "}");

      assertThat(sim("--data", folder.toString(), "node", "stop", "participantB")).isZero();
      assertThat(network.participant("participantB").isUp()).isFalse();
      assertThat(sim("--data", folder.toString(), "node", "start", "participantB")).isZero();
      assertThat(network.participant("participantB").isUp()).isTrue();
      assertThat(sim("--data", folder.toString(), "node", "stop", "nobody")).isEqualTo(2);
    }
  }

  @Test
  void a_folder_on_which_no_network_runs_is_told(@TempDir Path folder) {
    assertThat(sim("--data", folder.toString(), "node", "stop", "participantB")).isEqualTo(2);
  }

  private static int sim(String... words) {
    return new CommandLine(new SimulatorMain()).execute(words);
  }

  private static String runOnce(Path folder, String database) throws IOException, InterruptedException {
    var process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
        "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", SimulatorMain.class.getName(),
        "--participants", "3", "--seed", "5", "--data", folder.toString(), "--jdbc-admin-url", database, "--shared-database")
        .redirectErrorStream(true).redirectOutput(folder.resolve("out.txt").toFile()).start();
    try {
      await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(folder.resolve("network.json")) || !process.isAlive()); // a JVM of its own on a busy machine
      assertThat(process.isAlive()).as("output: %s", Files.readString(folder.resolve("out.txt"))).isTrue();
      return Files.readString(folder.resolve("network.json"));
    } finally {
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it stops when told to").isTrue();
    }
  }
}
