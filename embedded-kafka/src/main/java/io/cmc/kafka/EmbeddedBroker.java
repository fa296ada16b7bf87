// SPDX-License-Identifier: Apache-2.0
package io.cmc.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka of one node (broker and controller) on loopback, whose records live in a folder and survive restarts. It is made of
 * Kafka's own classes for production, which are internals: {@code EmbeddedBrokerTest} tells when a new version has moved them.
 */
public final class EmbeddedBroker implements Broker {

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /** On a free port. The folder is made when it is not there. */
  public static EmbeddedBroker start(Path folder) {
    return start(folder, freePort());
  }

  /** On this port, so that clients find it again after a restart. */
  public static EmbeddedBroker start(Path folder, int port) {
    return start(folder, port, Optional.empty());
  }

  /** On a free port, behind TLS and login. */
  public static EmbeddedBroker start(Path folder, Guard guard) {
    return start(folder, freePort(), Optional.of(guard));
  }

  private static EmbeddedBroker start(Path folder, int port, Optional<Guard> guard) {
    var settings = settings(folder, freePort(), guard.map(g -> g.settings(port, freePort())).orElse(Map.of("listeners", "PLAINTEXT://127.0.0.1:" + port)));
    format(folder, guard.map(Guard::credentials).orElse(List.of()));
    var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    server.startup();
    return new EmbeddedBroker(server, port);
  }

  public int port() {
    return port;
  }

  @Override public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  private static Properties settings(Path folder, int controller, Map<String, String> door) {
    var settings = new Properties();
    settings.putAll(Map.of("process.roles", "broker,controller", "node.id", "1", "controller.quorum.voters", "1@127.0.0.1:" + controller,
        "controller.listener.names", "CONTROLLER", "log.dirs", folder.toString(), "auto.create.topics.enable", "false"));
    settings.putAll(door);
    settings.put("listeners", door.get("listeners") + ",CONTROLLER://127.0.0.1:" + controller);
    settings.put("advertised.listeners", door.get("listeners"));
    // one node keeps one copy of everything, and a group need not wait for others to join
    settings.putAll(Map.of("offsets.topic.replication.factor", "1", "offsets.topic.num.partitions", "1",
        "transaction.state.log.replication.factor", "1", "transaction.state.log.num.partitions", "1", "transaction.state.log.min.isr", "1",
        "share.coordinator.state.topic.replication.factor", "1", "share.coordinator.state.topic.min.isr", "1",
        "group.initial.rebalance.delay.ms", "0"));
    return settings;
  }

  private static void format(Path folder, List<String> credentials) {
    if (Files.exists(folder.resolve("meta.properties"))) return;
    try {
      Files.createDirectories(folder);
      new Formatter().setClusterId(Uuid.randomUuid().toString()).setNodeId(1).setDirectories(List.of(folder.toString()))
          .setControllerListenerName("CONTROLLER").setMetadataLogDirectory(folder.toString())
          .setReleaseVersion(MetadataVersion.latestProduction()).setScramArguments(credentials).setIgnoreFormatted(true)
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream())).run();
    } catch (Exception e) {
      throw new IllegalStateException("cannot prepare " + folder.toAbsolutePath() + " for Kafka", e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
