// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.deploy.publication.Topic;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.Site;
import io.cmc.kafka.EmbeddedBroker;
import io.cmc.kafka.ThrowawayBroker;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole migration while Kafka is away, and then Kafka again. {@code -Dbroker.away=PT15M} keeps it away for so long at least, with orders
 * that are refused all the while; the run prints its figures.
 */
@Tag("faults")
class BrokerAwayTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final Duration AWAY = Duration.parse(System.getProperty("broker.away", "PT0S"));
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration BETWEEN_ORDERS = Duration.ofSeconds(1);

  @TempDir private Path folder;
  private EmbeddedBroker broker;
  private Topic topic;
  private Site site;
  private InProcess service;

  @BeforeEach void start() {
    broker = EmbeddedBroker.start(folder.resolve("kafka"));
    topic = new Topic(broker.bootstrapServers(), ThrowawayBroker.newTopic());
    site = Voyage.site(folder, network -> network.participants(3).seed(43));
    service = InProcess.start(folder.resolve("service"), "--cmc.kafka.bootstrap-servers=" + topic.brokers(), "--cmc.kafka.topic=" + topic.name(),
        "--cmc.kafka.lag-limit=10s");
  }

  @AfterEach void close() {
    service.close();
    site.close();
    broker.close();
  }

  @Test void a_migration_goes_from_start_to_end_and_every_event_is_there_once_when_the_broker_comes_back() {
    service.console().cmc("hold", "before", "--reason", "a test");
    topic.awaitAll(service.store());
    LOG.expect("Publication is interrupted and goes on by itself: KAFKA_UNREACHABLE");
    LOG.expect("The publication to Kafka is behind: ");
    broker.close();
    var since = System.nanoTime();

    var voyage = new Voyage(site, "cut-off");
    voyage.begin(service.console());
    voyage.arrive(service.console());
    var atSea = passed(since);
    await().atMost(AWAY.plus(PATIENCE)).pollDelay(Duration.ZERO).pollInterval(BETWEEN_ORDERS).until(() -> {
      service.console().cmc("hold", "meanwhile", "--reason", "a test");
      return passed(since).compareTo(AWAY) >= 0;
    });
    await("the client of Kafka gives up a delivery").atMost(PATIENCE).until(() -> service.console().must("events").out().contains("KAFKA_UNREACHABLE"));
    var away = passed(since);
    broker = EmbeddedBroker.start(folder.resolve("kafka"), broker.port());
    var back = System.nanoTime();
    var published = topic.awaitAll(service.store());
    var ashore = passed(back);

    assertThat(published).isEqualTo(Topic.stored(service.store())).containsKeys("before", "cut-off");
    voyage.judge(service.context().getBean(DataSource.class));
    System.out.printf("BrokerAwayTest: away for %d s; the migration took %d s of it; %d events, all published %.1f s after the broker was back%n",
        away.toSeconds(), atSea.toSeconds(), published.values().stream().mapToInt(e -> e.size()).sum(), ashore.toMillis() / 1000.0);
    assertThat(LOG.lines()).filteredOn(line -> line.contains("ublication")).as("no flood of warnings").hasSizeLessThanOrEqualTo(4);
  }

  private static Duration passed(long since) {
    return Duration.ofNanos(System.nanoTime() - since);
  }
}
