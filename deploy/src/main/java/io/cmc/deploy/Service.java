// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import io.cmc.api.v1.MigrationOrdersGrpc;
import io.cmc.controller.wiring.AxonWiring;
import io.cmc.controller.wiring.CheckpointSettings;
import io.cmc.controller.wiring.CheckpointWiring;
import io.cmc.controller.wiring.ControllerSettings;
import io.cmc.controller.wiring.DeadlineWiring;
import io.cmc.controller.wiring.DoorWiring;
import io.cmc.controller.wiring.NoticeSettings;
import io.cmc.controller.wiring.NoticeWiring;
import io.cmc.controller.wiring.RetentionWiring;
import io.cmc.controller.wiring.SealWiring;
import io.cmc.controller.wiring.WorkWiring;
import io.cmc.deploy.management.ManagementWiring;
import io.cmc.deploy.rest.RestWiring;
import io.cmc.deploy.security.AccessWiring;
import io.cmc.deploy.trace.TraceWiring;
import io.cmc.projection.query.ReadNotes;
import io.cmc.projection.reads.ReadLog;
import io.cmc.projection.wiring.ProjectionWiring;
import io.cmc.store.outage.StoreHealth;
import io.cmc.store.retention.RetentionTerms;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.InitializingBean;
import org.axonframework.springboot.autoconfig.XStreamAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;

/** The service, assembled. */
@SpringBootApplication(scanBasePackages = "io.cmc.deploy.none", exclude = XStreamAutoConfiguration.class)
@EnableConfigurationProperties(ServiceSettings.class)
@Import({AxonWiring.class, DeadlineWiring.class, WorkWiring.class, DoorWiring.class, SealWiring.class, CheckpointWiring.class, RetentionWiring.class, NoticeWiring.class,
    ProjectionWiring.class, Storage.class, NoticeGauge.class, Publishing.class, AccessWiring.class, RestWiring.class, ManagementWiring.class, TraceWiring.class})
public class Service {

  public static ConfigurableApplicationContext start(String... args) {
    return Start.of(Service.class, args);
  }

  @Bean ControllerSettings controllerSettings(ServiceSettings settings) {
    var hooks = HookSettings.of(settings);
    return new ControllerSettings(UUID.randomUUID().toString(), settings.backupFolder(), settings.databaseToolsFolder(), settings.grace(),
        settings.watch(), hooks, PolicyFloor.of(settings.policy()));
  }

  @Bean NoticeSettings noticeSettings(ServiceSettings settings) {
    return NotifySettings.of(settings);
  }

  @Bean RetentionTerms retentionTerms(ServiceSettings settings) {
    return settings.retention().terms();
  }

  @Bean CheckpointSettings checkpointSettings(ServiceSettings settings) {
    var said = settings.checkpoints();
    var keys = new CheckpointSettings.Keys(settings.data().resolve("keys").resolve("checkpoints.pem"), ServiceSettings.named(said.key()),
        ServiceSettings.named(said.previousKey()), Optional.of(said.lostKey()).filter(lost -> !lost.isBlank()));
    return new CheckpointSettings(said.events(), said.every(), settings.checkpointFolder(), keys);
  }

  /** After it is known who calls, and before it is asked whether they may. */
  @Bean @Order(Ordered.HIGHEST_PRECEDENCE + 5) @GlobalServerInterceptor static ReadNotes readNotes(ReadLog log) {
    return new ReadNotes(log, () -> UUID.randomUUID().toString());
  }

  /** Whether orders are served is told apart from whether the service lives: another process would not find more room either. */
  @Bean static InitializingBean healthOfOrders(StoreHealth store, HealthStatusManager health) {
    return () -> {
      health.setStatus(MigrationOrdersGrpc.SERVICE_NAME, ServingStatus.SERVING);
      store.onChange(takes -> health.setStatus(MigrationOrdersGrpc.SERVICE_NAME, takes ? ServingStatus.SERVING : ServingStatus.NOT_SERVING));
    };
  }
}
