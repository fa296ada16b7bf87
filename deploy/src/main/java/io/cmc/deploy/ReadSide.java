// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import io.cmc.controller.wiring.CallerWiring;
import io.cmc.controller.wiring.SealedWiring;
import io.cmc.controller.wiring.StoreWiring;
import io.cmc.deploy.rest.RestWiring;
import io.cmc.deploy.security.AccessWiring;
import io.cmc.projection.query.ReadNotes;
import io.cmc.projection.reads.ReadLog;
import io.cmc.projection.wiring.ProjectionWiring;
import io.cmc.store.retention.RetentionTerms;
import java.time.InstantSource;
import java.util.UUID;
import org.axonframework.springboot.autoconfig.XStreamAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;

/**
 * The read side as a process of its own: read models and queries, and nothing that could call a node, a hook or a broker, take an order, seal or
 * sign. What is not named here is not there. Shares the work on read models with all instances of the service.
 */
@SpringBootApplication(scanBasePackages = "io.cmc.deploy.none", exclude = XStreamAutoConfiguration.class)
@EnableConfigurationProperties(ServiceSettings.class)
@Import({StoreWiring.class, SealedWiring.class, CallerWiring.class, ProjectionWiring.class, Storage.class, AccessWiring.class, RestWiring.class})
public class ReadSide {

  public static ConfigurableApplicationContext start(String... args) {
    return Start.of(ReadSide.class, args);
  }

  @Bean static InstantSource clock() {
    return InstantSource.system();
  }

  @Bean RetentionTerms retentionTerms(ServiceSettings settings) {
    return settings.retention().terms();
  }

  @Bean @Order(Ordered.HIGHEST_PRECEDENCE + 5) @GlobalServerInterceptor static ReadNotes readNotes(ReadLog log) {
    return new ReadNotes(log, () -> UUID.randomUUID().toString());
  }
}
