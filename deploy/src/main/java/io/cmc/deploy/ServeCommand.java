// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import io.cmc.deploy.rest.RestWiring;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the service; it runs until it is told to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Starts the service. Until accounts exist it listens on loopback only.")
public final class ServeCommand implements Callable<Integer> {

  @Option(names = "--data", defaultValue = "data", description = "folder for the embedded database, backups and logs (default: ${DEFAULT-VALUE})")
  private Path data;
  @Option(names = "--port", defaultValue = "7070", description = "port of the gRPC API on loopback (default: ${DEFAULT-VALUE})")
  private int port;
  @Option(names = "--http-port", description = "port of the same API over HTTP on loopback, described at /; without it there is none")
  private Integer httpPort;
  @Option(names = "--database-url", description = "jdbc:postgresql://... of a database to use; without it an embedded one runs in the data folder")
  private String databaseUrl;
  @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "brokers of Kafka to publish events to; without it nothing is published")
  private String kafka;
  @Option(names = "--config", description = "a properties or YAML file with further settings (docs/settings.md)")
  private Path config;

  public static void main(String[] args) {
    var code = new CommandLine(new ServeCommand()).execute(args);
    if (code != 0) System.exit(code);
  }

  @Override public Integer call() {
    var settings = new ArrayList<>(List.of("--cmc.data=" + data, "--spring.grpc.server.port=" + port));
    if (httpPort != null) settings.addAll(RestWiring.on(httpPort));
    if (databaseUrl != null) settings.add("--cmc.database.url=" + databaseUrl);
    if (kafka != null) settings.add("--cmc.kafka.bootstrap-servers=" + kafka);
    if (config != null) settings.add("--spring.config.additional-location=file:" + config.toAbsolutePath());
    Service.start(settings.toArray(String[]::new));
    return 0;
  }
}
