// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import io.cmc.deploy.management.ManagementWiring;
import io.cmc.deploy.rest.RestWiring;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The words that the service is started with, and the settings that they stand for. */
public final class ServeOptions {

  @Option(names = "--data", description = "folder for the embedded database, backups and logs (default: data, or cmc.data)")
  private Path data;
  @Option(names = "--port", description = "port of the gRPC API (default: 7070, or spring.grpc.server.port)")
  private Integer port;
  @Option(names = "--http-port", description = "port of the same API over HTTP on loopback, described at /; without it there is none")
  private Integer httpPort;
  @Option(names = "--http-listen", paramLabel = "ADDRESS",
      description = "address for HTTP to listen on (default: 127.0.0.1); any but loopback needs a certificate")
  private String httpListen;
  @Option(names = "--reads-only", description = "answers reads and keeps read models up to date; takes no order, does no work, calls no node")
  private boolean readsOnly;
  @Option(names = "--management-port",
      description = "port of health, info, measurements (Prometheus) and the bill of materials, over plain HTTP on loopback (management.server.address); without it there is none")
  private Integer managementPort;
  @Option(names = "--listen", paramLabel = "ADDRESS",
      description = "address of this machine to listen on (default: 127.0.0.1, or spring.grpc.server.address); any but loopback needs a certificate")
  private String listen;
  @ArgGroup(exclusive = false) private Certificate certificate;
  @Option(names = "--database-url", description = "jdbc:postgresql://... of a database to use; without it an embedded one runs in the data folder")
  private String databaseUrl;
  @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "brokers of Kafka to publish events to; without it nothing is published")
  private String kafka;
  @Option(names = "--log-format", paramLabel = "FORMAT", description = "how the log is written: plain for people, or lines of JSON as ecs (Elastic Common Schema) or logstash "
      + "(default: plain, or logging.structured.format.console)")
  private LogFormat logFormat;
  @Option(names = "--config", description = "a properties or YAML file with further settings (docs/settings.md)")
  private Path config;

  /** What the API is encrypted with. */
  private static final class Certificate {
    @Option(names = "--tls-certificate", required = true, paramLabel = "FILE", description = "certificate of the gRPC API, with its chain (PEM)")
    private Path chain;
    @Option(names = "--tls-key", required = true, paramLabel = "FILE", description = "its private key (PEM, PKCS#8)")
    private Path key;

    private List<String> settings() {
      return List.of("--spring.ssl.bundle.pem.cmc.keystore.certificate=file:" + chain.toAbsolutePath(),
          "--spring.ssl.bundle.pem.cmc.keystore.private-key=file:" + key.toAbsolutePath(), "--spring.grpc.server.ssl.bundle=cmc");
    }
  }

  /** One line of the log. */
  private enum LogFormat {
    PLAIN(""), ECS("ecs"), LOGSTASH("logstash");

    private final String setting;

    LogFormat(String setting) {
      this.setting = setting;
    }
  }

  public boolean readsOnly() {
    return readsOnly;
  }

  /** As arguments of Spring's, which go before everything else that is set. */
  public List<String> settings() {
    var settings = new ArrayList<String>();
    if (data != null) settings.add("--cmc.data=" + data);
    if (port != null) settings.add("--spring.grpc.server.port=" + port);
    if (httpPort != null) settings.addAll(RestWiring.on(httpPort));
    if (httpListen != null) {
      settings.removeIf(setting -> setting.startsWith("--server.address="));
      settings.addAll(overHttp());
    }
    if (managementPort != null) settings.addAll(ManagementWiring.on(managementPort, httpPort == null));
    if (listen != null) settings.add("--spring.grpc.server.address=" + listen);
    if (certificate != null) settings.addAll(certificate.settings());
    if (databaseUrl != null) settings.add("--cmc.database.url=" + databaseUrl);
    if (kafka != null) settings.add("--cmc.kafka.bootstrap-servers=" + kafka);
    if (logFormat != null) settings.add("--logging.structured.format.console=" + logFormat.setting);
    if (config != null) settings.add("--spring.config.additional-location=file:" + config.toAbsolutePath());
    return List.copyOf(settings);
  }

  /** Beyond loopback with the same certificate. */
  private List<String> overHttp() {
    return certificate == null ? List.of("--server.address=" + httpListen) : List.of("--server.address=" + httpListen, "--server.ssl.bundle=cmc");
  }
}
