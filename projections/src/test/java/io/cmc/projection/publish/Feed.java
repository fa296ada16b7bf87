// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import static org.awaitility.Awaitility.await;

import io.cmc.store.read.SealedText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a read-committed consumer that begins with the first record finds in a topic. */
final class Feed {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Feed() {}

  /** @param migration the record's key */
  record Item(String migration, long sequence, String id, String type, String data) {

    static Item of(ConsumerRecord<String, byte[]> r) {
      return new Item(r.key(), Long.parseLong(header(r, "ce_sequence")), header(r, "ce_id"), header(r, "ce_type"),
          new String(r.value(), StandardCharsets.UTF_8));
    }

    static Item of(SealedText e) {
      return new Item(e.migration(), e.migrationSequence(), e.event().eventId(), "io.cmc." + e.event().name() + ".v" + e.event().revision(),
          e.event().payload());
    }
  }

  static String header(ConsumerRecord<String, byte[]> r, String name) {
    var header = r.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** All that is committed now. */
  static List<ConsumerRecord<String, byte[]>> records(PublicationSettings settings) {
    return records(settings, settings.topic());
  }

  static List<ConsumerRecord<String, byte[]>> records(PublicationSettings settings, String topic) {
    try (var consumer = new Clients(settings.client()).reader()) {
      return all(consumer, settings, topic);
    }
  }

  private static List<ConsumerRecord<String, byte[]>> all(Consumer<String, byte[]> consumer, PublicationSettings settings, String topic) {
    var partitions = consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    var ends = settled(settings, partitions);
    var found = new ArrayList<ConsumerRecord<String, byte[]>>();
    for (var end = System.nanoTime() + PATIENCE.toNanos(); !partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p)); ) {
      consumer.poll(Duration.ofMillis(50)).forEach(found::add);
      if (System.nanoTime() > end) throw new AssertionError("the topic " + topic + " could not be read to its end");
    }
    return found;
  }

  /** The ends, once no transaction is open: a commit is answered before all partitions have heard of it. */
  private static Map<TopicPartition, Long> settled(PublicationSettings settings, List<TopicPartition> partitions) {
    var everything = new HashMap<String, Object>(settings.client());
    everything.put("isolation.level", "read_uncommitted");
    try (var careful = new Clients(settings.client()).reader();
        var careless = new KafkaConsumer<>(everything, new StringDeserializer(), new ByteArrayDeserializer())) {
      return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10))
          .until(() -> careful.endOffsets(partitions), ends -> ends.equals(careless.endOffsets(partitions)));
    }
  }

  /** By migration, in the order of the topic. */
  static Map<String, List<Item>> read(PublicationSettings settings) {
    return grouped(records(settings).stream().map(Item::of).toList());
  }

  static Map<String, List<Item>> grouped(List<Item> items) {
    var byMigration = new TreeMap<String, List<Item>>();
    items.forEach(i -> byMigration.computeIfAbsent(i.migration(), m -> new ArrayList<>()).add(i));
    return byMigration;
  }
}
