// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.projection.publish.Moments.Moment;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;

/**
 * Becomes the only publisher into a topic: fences whoever was it before, ends what that one had under way, and then reads from Kafka
 * where the publication is.
 */
final class Entrance {

  private final PublicationSettings settings;
  private final Clients clients;
  private final Supply supply;
  private final Moments moments;

  Entrance(PublicationSettings settings, Clients clients, Supply supply, Moments moments) {
    this.settings = settings;
    this.clients = clients;
    this.supply = supply;
    this.moments = moments;
  }

  record Opened(Outlet outlet, Bookmark bookmark) {}

  /** @throws PublicationBlocked when the topic and the store do not belong together */
  Opened open() {
    var there = topics();
    moments.at(Moment.TOPICS_THERE);
    var producer = clients.producer("cmc-publisher-" + settings.topic());
    var outlet = new Outlet(producer, settings.positionTopic(), new TeamShelves(clients, settings.creation()), moments);
    try {
      return new Opened(outlet, begin(producer, there));
    } catch (RuntimeException | Error e) {
      outlet.close();
      throw e;
    }
  }

  private Bookmark begin(Producer<String, byte[]> producer, There there) {
    producer.initTransactions();
    moments.at(Moment.OTHERS_FENCED);
    var bookmark = bookmark(there);
    mustBeOfThisStore(bookmark);
    moments.at(Moment.POSITION_READ);
    return bookmark;
  }

  /** Kafka's ids of the topics. @param checkpoints empty: they are not published */
  private record There(String events, String checkpoints) {}

  private There topics() {
    try (var admin = clients.admin()) {
      var topics = new Topics(admin, settings.creation());
      topics.requireKept(settings.positionTopic());
      var checkpoints = supply.checkpoints().isOn() ? topics.requireKept(settings.checkpointTopic()) : "";
      return new There(topics.requireEvents(settings.topic()), checkpoints);
    }
  }

  /** Of this very topic: one that was made anew gets everything again. */
  private Bookmark bookmark(There there) {
    try (var reader = clients.reader()) {
      var committed = new Committed(reader);
      var last = committed.last(settings.positionTopic()).map(r -> BookmarkJson.read(r.value()));
      var events = last.filter(b -> b.topicId().equals(there.events()));
      if (events.isEmpty()) mustBeEmpty(committed, settings.topic());
      return events.orElse(Bookmark.none(there.events())).with(checkpoints(committed, last.map(Bookmark::checkpoints), there.checkpoints()));
    }
  }

  private CheckpointMark checkpoints(Committed committed, Optional<CheckpointMark> last, String topicId) {
    if (!supply.checkpoints().isOn()) return last.orElse(CheckpointMark.NONE);
    var known = last.filter(mark -> mark.topicId().equals(topicId));
    if (known.isEmpty()) mustBeEmpty(committed, settings.checkpointTopic());
    return known.orElse(CheckpointMark.in(topicId));
  }

  private void mustBeEmpty(Committed committed, String topic) {
    if (!committed.anyIn(topic)) return;
    throw new PublicationBlocked(Problem.of(ProblemCode.TOPIC_UNMARKED, "an empty topic, or one with a position in " + settings.positionTopic(),
        "records in " + topic + " and no position for them"));
  }

  private void mustBeOfThisStore(Bookmark bookmark) {
    supply.checkpoints().mustStillHave(bookmark.checkpoints());
    if (bookmark.position() == 0) return;
    var last = supply.events().lastPosition();
    if (last < bookmark.position()) {
      throw new PublicationBlocked(Problem.of(ProblemCode.TOPIC_AHEAD, "a store with at least " + bookmark.position() + " events, as were published to "
          + settings.topic(), last + " events"));
    }
    var hash = supply.events().texts(bookmark.position() - 1, 1).getFirst().hash();
    if (!hash.equals(bookmark.hash())) {
      throw new PublicationBlocked(Problem.of(ProblemCode.TOPIC_AHEAD, "the history that was published to " + settings.topic() + ", with the hash "
          + bookmark.hash() + " at event " + bookmark.position(), "another history, with the hash " + hash));
    }
  }
}
