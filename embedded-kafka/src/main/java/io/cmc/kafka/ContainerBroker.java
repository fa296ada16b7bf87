// SPDX-License-Identifier: Apache-2.0
package io.cmc.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** A Kafka of the official image. Only where Testcontainers is on the class path, which is in tests. */
final class ContainerBroker implements Broker {

  /** On a busy machine the image's shell may run the start script while it is still being copied ("Text file busy"). */
  private static final int ATTEMPTS = 3;

  private final KafkaContainer container;

  private ContainerBroker(KafkaContainer container) {
    this.container = container;
  }

  /** Whether a Docker engine answers. Asks none where nothing says that there could be one, since that takes long and fills the log. */
  static boolean isPossible() {
    return hasTestcontainers() && hasTraceOfAnEngine() && DockerClientFactory.instance().isDockerAvailable();
  }

  private static boolean hasTestcontainers() {
    try {
      Class.forName("org.testcontainers.kafka.KafkaContainer", false, ContainerBroker.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException none) {
      return false;
    }
  }

  private static boolean hasTraceOfAnEngine() {
    var home = Path.of(System.getProperty("user.home"));
    return System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock")) || Files.exists(home.resolve(".docker/run/docker.sock"))
        || Files.exists(home.resolve(".testcontainers.properties"));
  }

  /** @throws RuntimeException when there is no such image, or it does not start */
  static ContainerBroker start(String image) {
    new RemoteDockerImage(DockerImageName.parse(image)).get(); // once: a start is tried several times, each with its own minutes for a missing image
    var container = new KafkaContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("apache/kafka"));
    container.withEnv(Map.of("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false", "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "1",
        "KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "1"));
    container.waitingFor(Wait.forListeningPort()).withStartupAttempts(ATTEMPTS); // an image need not log as the official one does
    container.start();
    return new ContainerBroker(container);
  }

  @Override public String bootstrapServers() {
    return container.getBootstrapServers();
  }

  @Override public void close() {
    container.stop();
  }
}
