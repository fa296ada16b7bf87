// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.MigrationState;
import io.cmc.deploy.publication.Topic;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.deploy.system.Site;
import io.cmc.kafka.ThrowawayBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The service is killed with -9 while it publishes, around each step of a transaction; a migration goes on meanwhile. */
class KilledPublisherTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofMillis(200);

  @TempDir private Path folder;
  private final String database = ServiceDatabase.create();
  private final Topic topic = new Topic(ThrowawayBroker.broker().bootstrapServers(), ThrowawayBroker.newTopic());
  private Site site;
  private ServiceUnderFire service;

  @BeforeEach void network() {
    site = Site.start(folder, network -> network.participants(2).seed(41).domainTimeouts(SOON, SOON, SOON));
    service = ServiceUnderFire.on(folder.resolve("service"), database);
  }

  @AfterEach void close() {
    service.close();
    site.close();
  }

  @Test void each_event_is_in_the_topic_once_wherever_it_is_killed() {
    start("publish EVENTS_SENT");
    try (var console = service.ready().console()) {
      console.must(site.planning("killed", "--keep-source"));
      console.must("start", site.file("killed").toString(), "--reason", "a test");
      for (var next : List.of("publish POSITION_SENT", "publish COMMITTED", "")) {
        await("the publisher stands").atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> service.standing().isPresent());
        service.kill();
        start(next);
      }
      service.ready();
      console.awaitState("killed", MigrationState.COMPLETED);
    }

    var store = JdbcClient.create(new DriverManagerDataSource(database));
    var found = topic.awaitAll(store);
    assertThat(found).isEqualTo(Topic.stored(store));
    assertThat(service.complaints(List.of())).as("warnings and errors of the service").isEmpty();
  }

  private void start(String where) {
    service.start(where.isEmpty() ? Map.of() : Map.of(Boundaries.NAME, where), "--cmc.kafka.bootstrap-servers=" + topic.brokers(),
        "--cmc.kafka.topic=" + topic.name());
  }
}
