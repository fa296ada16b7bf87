// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.rest;

import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The door over HTTP; there when the service was given a port for it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("spring.grpc.server.inprocess.name")
public class RestWiring {

  private static final Duration BEAT = Duration.ofSeconds(15);

  /** For the command line of the service. @param port 0: any that is free */
  public static List<String> on(int port) {
    return List.of("--spring.main.web-application-type=servlet", "--server.address=127.0.0.1", "--server.port=" + port,
        "--spring.grpc.server.inprocess.name=cmc-" + UUID.randomUUID());
  }

  @Bean(destroyMethod = "shutdownNow") ManagedChannel servicesInProcess(@Value("${spring.grpc.server.inprocess.name}") String name) {
    return InProcessChannelBuilder.forName(name).build();
  }

  @Bean(destroyMethod = "shutdownNow") ScheduledExecutorService beats() {
    return Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("follow-beats").factory());
  }

  @Bean RouterFunction<ServerResponse> rest(ManagedChannel servicesInProcess, ScheduledExecutorService beats) {
    return new RestDoor(servicesInProcess, new Follower(beats, BEAT)).routes();
  }
}
