// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notes when readers have an event: looks at the read models' tables every few ms, and consumes the topic. */
final class LagObserver implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Map<String, String> NEWEST = Map.of(
      "audit", "select coalesce(max(position), 0) from audit_entry where generation = 1",
      "status", "select coalesce(max(as_of), 0) from status_participant where generation = 1");

  private final JdbcClient store;
  private final String broker;
  private final String topic;
  private final Map<String, NavigableMap<Long, Long>> reached = new ConcurrentHashMap<>();
  private final Map<String, Long> consumed = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean on = true;

  LagObserver(JdbcClient store, String broker, String topic) {
    this.store = store;
    this.broker = broker;
    this.topic = topic;
    NEWEST.forEach((model, query) -> {
      reached.put(model, new ConcurrentSkipListMap<>());
      threads.add(Thread.ofPlatform().start(() -> look(reached.get(model), query)));
    });
    threads.add(Thread.ofPlatform().start(this::consume));
  }

  private void look(NavigableMap<Long, Long> seen, String query) {
    while (on) {
      seen.putIfAbsent(store.sql(query).query(Long.class).single(), System.nanoTime());
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void consume() {
    try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", broker, "isolation.level", "read_committed"), new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions = consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (on) {
        var records = consumer.poll(PAUSE);
        var now = System.nanoTime();
        records.forEach(r -> consumed.putIfAbsent(new String(r.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8), now));
      }
    }
  }

  private record Stored(int number, long position, String id) {}

  /**
   * In ms, of each reader and each of these events, once all have them.
   *
   * @param committed when, by the numbers in the events
   * @param mark stands in the events before the number
   */
  Map<String, List<Double>> lags(Map<Integer, Long> committed, String mark) {
    var stored = await().atMost(PATIENCE).until(() -> stored(mark).stream().filter(s -> committed.containsKey(s.number())).toList(), s -> s.size() == committed.size());
    var last = stored.stream().mapToLong(Stored::position).max().orElseThrow();
    await().atMost(PATIENCE).until(() -> reached.values().stream().allMatch(r -> r.ceilingKey(last) != null) && stored.stream().allMatch(s -> consumed.containsKey(s.id())));
    var lags = new TreeMap<String, List<Double>>();
    reached.forEach((model, seen) -> lags.put(model, stored.stream().map(s -> lag(seen.ceilingEntry(s.position()).getValue(), committed.get(s.number()))).toList()));
    lags.put("Kafka", stored.stream().map(s -> lag(consumed.get(s.id()), committed.get(s.number()))).toList());
    return lags;
  }

  /** Who appends hears of the commit a moment later than others may. */
  private static double lag(long seen, long committed) {
    return Math.max(0, seen - committed) / 1e6;
  }

  private List<Stored> stored(String mark) {
    return store.sql("select s.position, e.event_identifier, substring(e.payload from ? || '(\\d+)')::int from event_seal s join domain_event_entry e using (global_index) "
        + "where e.payload_type = 'StepWaiting'").param(mark).query((r, n) -> new Stored(r.getInt(3), r.getLong(1), r.getString(2))).list();
  }

  @Override public void close() throws InterruptedException {
    on = false;
    for (var thread : threads) thread.join();
  }
}
