// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import io.cmc.projection.publish.Moments.Moment;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Sends parcels, each in a transaction with its bookmark. One that ended with any other trouble than a refused record is of no use any more. */
final class Outlet implements AutoCloseable {

  private static final String KEY = "position";

  private final Producer<String, byte[]> producer;
  private final String positionTopic;
  private final TeamShelves shelves;
  private final Moments moments;

  Outlet(Producer<String, byte[]> producer, String positionTopic, TeamShelves shelves, Moments moments) {
    this.producer = producer;
    this.positionTopic = positionTopic;
    this.shelves = shelves;
    this.moments = moments;
  }

  /**
   * Returns when the parcel is committed, or nothing of it is.
   *
   * @return records that are not taken because of what they are, by id, with the reason; empty: all is committed
   */
  Map<String, String> send(Parcel parcel) {
    shelves.mustBeThere(parcel.teamTopics());
    var refused = new Refusals();
    producer.beginTransaction();
    moments.at(Moment.TRANSACTION_BEGUN);
    try {
      bring(parcel, refused);
      producer.commitTransaction();
    } catch (KafkaException e) {
      if (refused.byId.isEmpty()) throw e;
      producer.abortTransaction();
      return refused.byId;
    }
    moments.at(Moment.COMMITTED);
    return Map.of();
  }

  /**
   * With the failure of one record the client also gives up those that it has not sent yet, and tells them of the same failure: it is
   * about the first that hears of it.
   */
  private static final class Refusals {

    private final Map<String, String> byId = new ConcurrentHashMap<>();
    private final Set<Exception> told = ConcurrentHashMap.newKeySet();

    void hear(String id, Exception trouble) {
      if (Unpublishable.isToldBy(trouble) && told.add(trouble)) byId.put(id, trouble.getMessage());
    }
  }

  private void bring(Parcel parcel, Refusals refused) {
    parcel.records().forEach(packed -> packed.all().forEach(record -> producer.send(record, (where, trouble) -> {
      if (trouble != null) refused.hear(packed.id(), trouble);
    })));
    moments.at(Moment.EVENTS_SENT);
    producer.send(new ProducerRecord<>(positionTopic, 0, KEY, BookmarkJson.write(parcel.bookmark())));
    moments.at(Moment.POSITION_SENT);
  }

  /** Waits for nothing: a transaction under way is ended by whoever comes next, or by the broker. */
  @Override public void close() {
    producer.close(Duration.ZERO);
  }
}
