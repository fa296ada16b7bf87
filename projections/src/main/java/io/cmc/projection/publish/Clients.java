// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Connections to Kafka. What was set goes before our defaults, and what exactly-once stands on goes before that. */
final class Clients {

  /** Of one record. A plan of a thousand participants has about half of it. */
  static final int LARGEST_RECORD = 8 * 1024 * 1024;

  /** A broker that is away is noticed soon; whoever waits holds nothing up. */
  private static final Map<String, Object> ALL = Map.of("request.timeout.ms", 10_000, "default.api.timeout.ms", 15_000,
      "reconnect.backoff.max.ms", 5_000);
  /** What a transaction brings goes out as a whole: the commit waits for nothing, and nothing overtakes anything. */
  private static final Map<String, Object> PRODUCER = Map.of("request.timeout.ms", 10_000, "delivery.timeout.ms", 20_000, "max.block.ms", 15_000,
      "reconnect.backoff.max.ms", 5_000, "transaction.timeout.ms", 30_000, "max.request.size", LARGEST_RECORD, "compression.type", "gzip",
      "batch.size", 512 * 1024, "linger.ms", 50, "retry.backoff.ms", 10);

  private final Map<String, String> set;

  Clients(Map<String, String> set) {
    this.set = set;
  }

  /** @param transactionalId of two producers with the same one only the later can commit */
  Producer<String, byte[]> producer(String transactionalId) {
    var settings = with(PRODUCER);
    settings.putAll(Map.of("transactional.id", transactionalId, "enable.idempotence", "true", "acks", "all",
        "max.in.flight.requests.per.connection", "1"));
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /** Sees what was committed, and belongs to no group. */
  Consumer<String, byte[]> reader() {
    var settings = with(ALL);
    settings.putAll(Map.of("isolation.level", "read_committed", "enable.auto.commit", "false", "auto.offset.reset", "earliest"));
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  Admin admin() {
    return Admin.create(with(ALL));
  }

  private Map<String, Object> with(Map<String, Object> defaults) {
    var settings = new HashMap<>(defaults);
    settings.put("client.id", "cmc");
    settings.putAll(set);
    return settings;
  }
}
