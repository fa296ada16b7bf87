// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.deploy.publication.Topic;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.ServiceDatabase;
import io.cmc.kafka.ThrowawayBroker;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A topic has events that a restored database does not know: nothing is put after them until somebody names another topic. */
class OwnRestoreAndKafkaTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS, "Publication is interrupted and goes on by itself: TOPIC_AHEAD");

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final String database = ServiceDatabase.create();
  private final Topic topic = new Topic(ThrowawayBroker.broker().bootstrapServers(), ThrowawayBroker.newTopic());
  private InProcess service;

  @BeforeEach void start() {
    service = serve(topic);
  }

  @AfterEach void stop() {
    service.close();
  }

  @Test void nothing_is_published_after_a_history_that_the_store_does_not_know_however_long_its_own_grows() {
    order("before");
    topic.awaitAll(service.store());
    var earlier = Snapshot.of(database);
    order("lost");
    topic.awaitAll(service.store());
    var published = topic.byMigration();

    service.close();
    earlier.restoreTo(database);
    service = serve(topic);
    awaitAhead("a store with at least");
    order("after");
    order("and-after");
    awaitAhead("another history");
    assertThat(topic.byMigration()).as("the topic is as it was").isEqualTo(published);

    service.close();
    var other = new Topic(topic.brokers(), topic.name() + "-after-the-restore");
    service = serve(other);

    other.awaitAll(service.store());
    assertThat(other.byMigration()).containsKeys("before", "after", "and-after").doesNotContainKey("lost");
  }

  private InProcess serve(Topic into) {
    return InProcess.start(folder.resolve("service"), database, new String[] {"--cmc.kafka.bootstrap-servers=" + into.brokers(), "--cmc.kafka.topic=" + into.name()});
  }

  private void awaitAhead(String found) {
    await("TOPIC_AHEAD, " + found).atMost(SOON).pollInterval(Duration.ofMillis(500)).until(() -> {
      var said = service.console().must("events").out();
      return said.contains("TOPIC_AHEAD") && said.contains(found);
    });
  }

  /** An order that is refused, and audited: an event. */
  private void order(String migration) {
    service.console().cmc("hold", migration, "--reason", "a test");
  }
}
