// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.publication;

import static java.util.stream.Collectors.groupingBy;
import static org.awaitility.Awaitility.await;

import io.cmc.deploy.sample.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a read-committed consumer finds in a topic, beside what the store says must be there.
 *
 * @param login further settings of the consumer
 */
public record Topic(String brokers, String name, Map<String, String> login) {

  public Topic(String brokers, String name) {
    this(brokers, name, Map.of());
  }

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** An event, whoever has it. */
  public record Item(String migration, long sequence, String id, String kind, String data) {}

  /** Everything, in the order of the partitions. */
  public List<Item> items() {
    try (var consumer = consumer("read_committed")) {
      var partitions = consumer.partitionsFor(name).stream().map(p -> new TopicPartition(name, p.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var items = new ArrayList<Item>();
      while (!partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p))) {
        consumer.poll(Duration.ofMillis(50)).forEach(r -> items.add(item(Sighting.of(r))));
      }
      return items;
    }
  }

  public Map<String, List<Item>> byMigration() {
    return grouped(items());
  }

  /** Waits until there are so many: a commit is answered before all partitions have heard of it. */
  public Map<String, List<Item>> awaitAll(JdbcClient store) {
    return await("all events in " + name).atMost(PATIENCE).pollInterval(Duration.ofMillis(200))
        .until(this::byMigration, found -> count(found) >= count(stored(store)));
  }

  public static Map<String, List<Item>> stored(JdbcClient store) {
    return grouped(store.sql("""
        select s.migration, s.migration_sequence, e.event_identifier, e.payload_type, e.payload_revision, e.payload
        from event_seal s join domain_event_entry e using (global_index) order by s.position""")
        .query((r, n) -> new Item(r.getString(1), r.getLong(2), r.getString(3), "io.cmc." + r.getString(4) + ".v" + r.getString(5), r.getString(6))).list());
  }

  private static int count(Map<String, List<Item>> items) {
    return items.values().stream().mapToInt(List::size).sum();
  }

  private static Item item(Sighting s) {
    return new Item(s.migration(), s.sequence(), s.id(), s.kind(), s.data());
  }

  private static Map<String, List<Item>> grouped(List<Item> items) {
    return items.stream().collect(groupingBy(Item::migration, TreeMap::new, Collectors.toList()));
  }

  private KafkaConsumer<String, byte[]> consumer(String isolation) {
    var settings = new HashMap<String, Object>(login);
    settings.putAll(Map.of("bootstrap.servers", brokers, "isolation.level", isolation));
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
