// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.management;

import io.cmc.store.outage.StoreHealth;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What machines ask of the service beside its API, at a port of its own: health, info, measurements and the bill of materials, and nothing
 * else. There when the service was given a port for it.
 */
@Configuration(proxyBeanMethods = false)
public class ManagementWiring {

  static final List<String> SERVED = List.of("health", "info", "prometheus", "sbom");

  /**
   * For the command line of the service, which goes before files and environment: they can say where it listens, and not serve more.
   *
   * @param port 0: any that is free
   * @param alone whether the API is not served over HTTP
   */
  public static List<String> on(int port, boolean alone) {
    var web = alone ? List.of("--spring.main.web-application-type=servlet", "--server.address=127.0.0.1", "--server.port=-1") : List.<String>of();
    var served = SERVED.stream().map(endpoint -> "--management.endpoint." + endpoint + ".access=read-only");
    var rest = Stream.of("--management.server.port=" + port, "--management.endpoints.web.exposure.include=" + String.join(",", SERVED),
        "--management.endpoints.access.default=none", "--management.prometheus.metrics.export.enabled=true");
    return Stream.of(web.stream(), served, rest).flatMap(all -> all).toList();
  }

  /** Not part of readiness: while the store is away reads are answered, and orders with what to do. */
  @Bean static HealthIndicator store(StoreHealth store) {
    return () -> (store.takesEvents() ? Health.up() : Health.outOfService()).build();
  }
}
