// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.projection.publish.Moments.Moment;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.read.SealedEventReader;
import org.apache.kafka.clients.producer.Producer;

/**
 * Becomes the only publisher into a topic: fences whoever was it before, ends what that one had under way, and then reads from Kafka
 * where the publication is.
 */
final class Entrance {

  private final PublicationSettings settings;
  private final Clients clients;
  private final SealedEventReader events;
  private final Moments moments;

  Entrance(PublicationSettings settings, Clients clients, SealedEventReader events, Moments moments) {
    this.settings = settings;
    this.clients = clients;
    this.events = events;
    this.moments = moments;
  }

  record Opened(Outlet outlet, Bookmark bookmark) {}

  /** @throws PublicationBlocked when the topic and the store do not belong together */
  Opened open() {
    var topicId = topics();
    moments.at(Moment.TOPICS_THERE);
    var producer = clients.producer("cmc-publisher-" + settings.topic());
    var outlet = new Outlet(producer, settings.positionTopic(), moments);
    try {
      return new Opened(outlet, begin(producer, topicId));
    } catch (RuntimeException | Error e) {
      outlet.close();
      throw e;
    }
  }

  private Bookmark begin(Producer<String, byte[]> producer, String topicId) {
    producer.initTransactions();
    moments.at(Moment.OTHERS_FENCED);
    var bookmark = bookmark(topicId);
    mustBeOfThisStore(bookmark);
    moments.at(Moment.POSITION_READ);
    return bookmark;
  }

  private String topics() {
    try (var admin = clients.admin()) {
      var topics = new Topics(admin, settings.creation());
      topics.requirePosition(settings.positionTopic());
      return topics.requireEvents(settings.topic());
    }
  }

  /** Of this very topic: one that was made anew gets everything again. */
  private Bookmark bookmark(String topicId) {
    try (var reader = clients.reader()) {
      var committed = new Committed(reader);
      var last = committed.last(settings.positionTopic()).map(r -> BookmarkJson.read(r.value())).filter(b -> b.topicId().equals(topicId));
      if (last.isEmpty() && committed.anyIn(settings.topic())) throw unmarked();
      return last.orElse(Bookmark.none(topicId));
    }
  }

  private PublicationBlocked unmarked() {
    return new PublicationBlocked(Problem.of(ProblemCode.TOPIC_UNMARKED, "an empty topic, or one with a position in " + settings.positionTopic(),
        "events in " + settings.topic() + " and no position for them"));
  }

  private void mustBeOfThisStore(Bookmark bookmark) {
    if (bookmark.position() == 0) return;
    var last = events.lastPosition();
    if (last < bookmark.position()) {
      throw new PublicationBlocked(Problem.of(ProblemCode.TOPIC_AHEAD, "a store with at least " + bookmark.position() + " events, as were published to "
          + settings.topic(), last + " events"));
    }
    var hash = events.texts(bookmark.position() - 1, 1).getFirst().hash();
    if (!hash.equals(bookmark.hash())) {
      throw new PublicationBlocked(Problem.of(ProblemCode.TOPIC_AHEAD, "the history that was published to " + settings.topic() + ", with the hash "
          + bookmark.hash() + " at event " + bookmark.position(), "another history, with the hash " + hash));
    }
  }
}
