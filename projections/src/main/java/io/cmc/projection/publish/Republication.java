// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.read.SealedEventReader;
import io.cmc.store.read.SealedText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.jdbc.core.JdbcTemplate;

/** Publishes history once more, into a topic that nobody publishes into. It keeps no position and touches no live topic. */
public final class Republication {

  private static final int BATCH = 200;

  private final PublicationSettings settings;
  private final Clients clients;
  private final SealedEventReader events;
  private final Letters letters;

  public Republication(PublicationSettings settings, JdbcTemplate jdbc, SealedEventReader events) {
    this.settings = settings;
    this.clients = new Clients(settings.client());
    this.events = events;
    this.letters = new Letters(jdbc, settings.topic());
  }

  public record Progress(long position, long last, boolean complete) {}

  /**
   * Returns when all that there was at its beginning is committed.
   *
   * @param from position of the first event
   * @param begin called once it is known to be no live topic, and before anything is brought there
   * @param progress told after each batch; what it throws ends the republication there
   * @throws PublicationBlocked when the topic is a live one, or an event cannot be published
   */
  public void run(String to, long from, Runnable begin, Consumer<Progress> progress) {
    refuseLive(to);
    var last = events.lastPosition();
    begin.run();
    var envelope = new Envelope(to, settings.source());
    var producer = clients.producer("cmc-republish-" + to);
    try {
      producer.initTransactions();
      for (var next = next(from - 1, last); !next.isEmpty(); next = next(next.getLast().position(), last)) {
        bring(producer, records(next, envelope));
        progress.accept(new Progress(next.getLast().position(), last, false));
      }
    } finally {
      producer.close(Duration.ZERO);
    }
    progress.accept(new Progress(last, last, true));
  }

  /** A topic is live that has a position, whoever publishes into it. */
  private void refuseLive(String to) {
    try (var admin = clients.admin()) {
      var topics = new Topics(admin, settings.creation());
      var live = to.equals(settings.topic()) || settings.teamTopics().isOfATeam(to)
          || Stream.of(PublicationSettings.POSITION, PublicationSettings.CHECKPOINTS).anyMatch(to::endsWith) || topics.exists(to + PublicationSettings.POSITION);
      if (live) throw new PublicationBlocked(Problem.of(ProblemCode.LIVE_TOPIC, "a topic that nobody publishes into", "\"" + to + "\""));
      topics.requireEvents(to);
    }
  }

  private List<SealedText> next(long after, long last) {
    return events.texts(after, BATCH).stream().filter(e -> e.position() <= last).toList();
  }

  private List<ProducerRecord<String, byte[]>> records(List<SealedText> next, Envelope envelope) {
    var discarded = letters.discarded(next);
    return next.stream().map(e -> record(e, envelope, discarded)).toList();
  }

  private static ProducerRecord<String, byte[]> record(SealedText event, Envelope envelope, Map<String, String> discarded) {
    var reason = discarded.get(event.event().eventId());
    try {
      return reason == null ? envelope.of(event) : envelope.discarded(event, reason);
    } catch (Unpublishable e) {
      throw unfit(event.event().eventId(), e.getMessage());
    }
  }

  private static void bring(Producer<String, byte[]> producer, List<ProducerRecord<String, byte[]>> records) {
    var refused = new AtomicReference<PublicationBlocked>();
    producer.beginTransaction();
    try {
      records.forEach(r -> producer.send(r, (where, trouble) -> {
        if (trouble != null && Unpublishable.isToldBy(trouble)) refused.compareAndSet(null, unfit(r.key(), trouble.getMessage()));
      }));
      producer.commitTransaction();
    } catch (org.apache.kafka.common.KafkaException e) {
      throw refused.get() == null ? e : refused.get();
    }
  }

  private static PublicationBlocked unfit(String what, String why) {
    return new PublicationBlocked(Problem.of(ProblemCode.UNPUBLISHABLE, "events that can be published", what + ": " + why));
  }
}
