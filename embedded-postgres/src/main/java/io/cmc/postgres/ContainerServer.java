// SPDX-License-Identifier: Apache-2.0
package io.cmc.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** A server of the official image, with nothing durable. Only where Testcontainers is on the class path, which is in tests. */
final class ContainerServer implements PostgresServer {

  private static final int PORT = 5432;
  /** Run by the image when it has made its data: from the next start on it believes everybody. */
  private static final String TRUST = "printf 'local all all trust\\nhost all all all trust\\n' > \"$PGDATA/pg_hba.conf\"\n";

  private final GenericContainer<?> container;

  private ContainerServer(GenericContainer<?> container) {
    this.container = container;
  }

  /** Whether a Docker engine of this machine answers. Asks none where nothing says that there could be one. */
  static boolean isPossible() {
    return hasTestcontainers() && hasTraceOfAnEngine() && DockerClientFactory.instance().isDockerAvailable()
        && DockerClientFactory.instance().dockerHostIpAddress().equals("localhost");
  }

  private static boolean hasTestcontainers() {
    try {
      Class.forName("org.testcontainers.containers.GenericContainer", false, ContainerServer.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException none) {
      return false;
    }
  }

  private static boolean hasTraceOfAnEngine() {
    return System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"))
        || Files.exists(Path.of(System.getProperty("user.home"), ".docker/run/docker.sock"));
  }

  /** @throws RuntimeException when there is no such image, or it does not start */
  static ContainerServer start(String image) {
    var container = new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(PORT).withEnv("POSTGRES_PASSWORD", "asked for by nobody")
        .withCopyToContainer(Transferable.of(TRUST, 0555), "/docker-entrypoint-initdb.d/trust.sh")
        .withCommand("postgres", "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=600")
        .waitingFor(Wait.forLogMessage(".*database system is ready to accept connections.*", 2).withStartupTimeout(Duration.ofMinutes(2))); // first without a network
    container.start();
    return new ContainerServer(container);
  }

  @Override public int port() {
    return container.getMappedPort(PORT);
  }

  @Override public void close() {
    container.stop();
  }
}
