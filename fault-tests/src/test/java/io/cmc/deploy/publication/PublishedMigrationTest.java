// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.MigrationState;
import io.cmc.deploy.publication.Topic.Item;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.Site;
import io.cmc.id.MigrationId;
import io.cmc.kafka.ThrowawayBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole service with Kafka: a migration's events, one that cannot be published, and history once more. */
class PublishedMigrationTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final Duration SOON = Duration.ofMillis(200);
  private static final String TOO_LONG = "x".repeat(40_000);

  @TempDir private Path folder;
  private final Topic topic = new Topic(ThrowawayBroker.broker().bootstrapServers(), ThrowawayBroker.newTopic());
  private Site site;
  private InProcess service;

  @BeforeEach void start() {
    site = Site.start(folder, network -> network.participants(2).seed(31).domainTimeouts(SOON, SOON, SOON));
    service = InProcess.start(folder.resolve("service"), "--cmc.kafka.bootstrap-servers=" + topic.brokers(), "--cmc.kafka.topic=" + topic.name(),
        "--cmc.kafka.partitions=3", "--cmc.kafka.properties.max.request.size=30000");
  }

  @AfterEach void close() {
    service.close();
    site.close();
  }

  @Test void a_migration_is_in_the_topic_event_by_event_and_one_that_is_too_large_stops_only_its_own() {
    service.console().must(site.planning("beside"));
    service.console().must(site.planning("told", "--keep-source", "--hold-before", "MOVE_CONTRACTS"));
    service.console().must("start", site.file("told").toString(), "--reason", "a test");
    service.console().awaitStatus("told", s -> s.getState() == MigrationState.AT_GATE);
    service.console().must("hold", "told", "--reason", TOO_LONG);
    awaitLetter("MigrationHeld");
    service.console().must("resume", "told");
    service.console().must("release", "told", "--gate", "MOVE_CONTRACTS", "--reason", "a test");
    service.console().awaitState("told", MigrationState.COMPLETED);
    service.console().cmc("plan", "check", site.file("beside").toString());

    await("the other goes on").atMost(Duration.ofSeconds(30)).until(() -> topic.byMigration().containsKey("beside"));
    var before = topic.byMigration().get("told");
    assertThat(before).as("waits before it").isEqualTo(Topic.stored(service.store()).get("told").subList(0, before.size()));
    assertThat(service.console().must("events").out()).contains("1 migrations wait at a dead letter");

    var event = service.console().must("dead-letters", "list", "-q").out().strip();
    assertThat(service.console().cmc("dead-letters", "retry", "kafka", "nothing").err()).contains("LETTER_NOT_FOUND");
    service.console().must("dead-letters", "discard", "kafka", event, "--reason", "a test");
    var all = topic.awaitAll(service.store()).get("told");

    assertThat(all).extracting(Item::sequence).containsExactlyElementsOf(LongStream.rangeClosed(1, all.size()).boxed().toList());
    assertThat(all).extracting(Item::id).isEqualTo(Topic.stored(service.store()).get("told").stream().map(Item::id).toList());
    assertThat(all.stream().filter(i -> i.id().equals(event))).singleElement().extracting(Item::kind).isEqualTo("io.cmc.EventDiscarded.v1");
    assertThat(service.console().must("dead-letters").out()).contains("no dead letters");
    assertThat(service.console().audit("told", "DeadLetterDiscarded")).singleElement().satisfies(a -> assertThat(a.getReason()).isEqualTo("a test"));
    republish();
  }

  private void awaitLetter(String kind) {
    await().atMost(Duration.ofSeconds(60)).until(() -> service.console().must("dead-letters").out().contains(kind));
  }

  private void republish() {
    var before = ofMigrations(topic);
    assertThat(service.console().cmc("events", "republish", "--to", topic.name()).err()).contains("LIVE_TOPIC");
    assertThat(service.console().cmc("events", "republish", "--to", topic.name() + ".position").err()).contains("LIVE_TOPIC");

    var again = new Topic(topic.brokers(), topic.name() + "-again");
    assertThat(service.console().must("events", "republish", "--to", again.name(), "--from", "1").out()).contains("complete");

    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(ofMigrations(again)).isEqualTo(before));
    assertThat(ofMigrations(topic)).as("the live topic is as it was").isEqualTo(before);
  }

  /** Without what concerns none: that something was republished is an event as well. */
  private static Map<String, List<Item>> ofMigrations(Topic topic) {
    var all = new TreeMap<>(topic.byMigration());
    all.remove(MigrationId.SERVICE.value());
    return all;
  }
}
