// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.wiring;

import io.cmc.projection.publish.Board;
import io.cmc.projection.publish.Moments;
import io.cmc.projection.publish.Publication;
import io.cmc.projection.publish.PublicationSettings;
import io.cmc.projection.publish.Publisher;
import io.cmc.projection.publish.Republication;
import io.cmc.store.checkpoint.Checkpoints;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.read.SealedTail;
import java.lang.management.ManagementFactory;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Publishes events, where somebody said whereto by a bean of {@link PublicationSettings}. */
@Configuration(proxyBeanMethods = false)
public class PublicationWiring {

  @Bean Publication publication(PublicationSettings settings, DataSource database, SealedEventReader events, Checkpoints checkpoints) {
    return new Publication(settings, new JdbcTemplate(database), events, checkpoints);
  }

  @Bean Republication republication(PublicationSettings settings, DataSource database, SealedEventReader events) {
    return new Republication(settings, new JdbcTemplate(database), events);
  }

  @Bean Board publicationBoard(PublicationSettings settings, DataSource database) {
    return new Board(new JdbcTemplate(database), settings.topic(), ManagementFactory.getRuntimeMXBean().getName());
  }

  @Bean(initMethod = "start", destroyMethod = "close") Publisher publisher(Publication publication, DataSource database, SealedTail tail, Board board,
      ObjectProvider<Moments> moments) {
    return publication.publisher(database, tail, board, moments.getIfAvailable(() -> Moments.NOBODY));
  }
}
