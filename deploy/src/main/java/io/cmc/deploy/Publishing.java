// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy;

import io.cmc.projection.publish.Board;
import io.cmc.projection.publish.LagWatch;
import io.cmc.projection.publish.PublicationSettings;
import io.cmc.projection.publish.PublicationSettings.Creation;
import io.cmc.projection.publish.TeamTopics;
import io.cmc.projection.wiring.PublicationWiring;
import io.cmc.store.read.SealedEventReader;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Publishes events to Kafka, where somebody named one. */
@Configuration(proxyBeanMethods = false)
@Conditional(Publishing.KafkaNamed.class)
@Import(PublicationWiring.class)
class Publishing {

  static final class KafkaNamed implements Condition {
    @Override public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !context.getEnvironment().getProperty("cmc.kafka.bootstrap-servers", "").isEmpty();
    }
  }

  @Bean(initMethod = "start", destroyMethod = "close") LagWatch lagWatch(Board board, SealedEventReader events, ServiceSettings settings, InstantSource clock) {
    return new LagWatch(board, events, settings.kafka().lagLimit(), clock);
  }

  @Bean PublicationSettings publicationSettings(ServiceSettings settings) {
    var kafka = settings.kafka();
    var client = new HashMap<>(kafka.properties());
    client.put("bootstrap.servers", kafka.bootstrapServers());
    return new PublicationSettings(kafka.topic(), URI.create(kafka.source()), kafka.checkpoints(), new TeamTopics(kafka.teamTopic()),
        new Creation(kafka.createTopics(), kafka.partitions(), kafka.replication()), client);
  }
}
