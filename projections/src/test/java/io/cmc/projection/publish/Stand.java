// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import static org.awaitility.Awaitility.await;

import io.cmc.kafka.Broker;
import io.cmc.kafka.ThrowawayBroker;
import io.cmc.projection.ReadSide;
import io.cmc.projection.publish.PublicationSettings.Creation;
import io.cmc.projection.publish.Feed.Item;
import io.cmc.store.checkpoint.CheckpointTable;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.read.SealedTail;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** A store and a topic, and publications from the one into the other. */
final class Stand implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ReadSide store = ReadSide.create();

  ReadSide store() {
    return store;
  }

  /** A topic of its own on the common broker. @param more settings of the client */
  static PublicationSettings newTopic(String... more) {
    return settings(ThrowawayBroker.broker(), ThrowawayBroker.newTopic(), more);
  }

  static PublicationSettings settings(Broker broker, String topic, String... more) {
    var client = new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers(), "reconnect.backoff.max.ms", "200"));
    for (int i = 0; i < more.length; i += 2) client.put(more[i], more[i + 1]);
    return new PublicationSettings(topic, URI.create("/test"), true, TeamTopics.NONE, new Creation(true, 3, 1), client);
  }

  /** The same with topics of teams beside it, called like it with .team. and the team. */
  static PublicationSettings withTeams(PublicationSettings settings) {
    return new PublicationSettings(settings.topic(), settings.source(), settings.checkpoints(), new TeamTopics(settings.topic() + ".team.{team}"), settings.creation(),
        settings.client());
  }

  Publication publication(PublicationSettings settings) {
    return new Publication(settings, store.sql(), store.bean(SealedEventReader.class), checkpoints());
  }

  CheckpointTable checkpoints() {
    return new CheckpointTable(store.bean(DataSource.class));
  }

  Board board(PublicationSettings settings) {
    return new Board(store.sql(), settings.topic(), "test");
  }

  /** Publishing as an instance of the service does it, already started. */
  Publisher publisher(PublicationSettings settings, Moments moments) {
    var publisher = publication(settings).publisher(store.bean(DataSource.class), store.bean(SealedTail.class), board(settings), moments);
    publisher.start();
    return publisher;
  }

  /** Publishes what there is, in one term. */
  void publishAll(PublicationSettings settings, Moments moments) {
    try (var term = publication(settings).begin(moments)) {
      term.settle();
      term.takeOrders();
      while (term.publish()) continue;
    }
  }

  void awaitPublished(PublicationSettings settings) {
    await("all is published").atMost(PATIENCE).pollInterval(Duration.ofMillis(20))
        .until(() -> board(settings).read().filter(t -> t.position() == last()).isPresent());
  }

  long last() {
    return store.bean(SealedEventReader.class).lastPosition();
  }

  /** What the topic must hold, by migration. */
  Map<String, List<Item>> stored() {
    return Feed.grouped(store.bean(SealedEventReader.class).texts(0, 1_000_000).stream().map(Item::of).toList());
  }

  @Override public void close() {
    store.close();
  }
}
