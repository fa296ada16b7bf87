// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** What was committed to topics by transactions that have ended. For one thread. */
final class Committed {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int STRETCH = 256;

  private final Consumer<String, byte[]> consumer;

  Committed(Consumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  /** The last record of the first partition, however many markers and given-up records follow it. */
  Optional<ConsumerRecord<String, byte[]>> last(String topic) {
    var partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    var begin = consumer.beginningOffsets(List.of(partition)).get(partition);
    var end = consumer.endOffsets(List.of(partition)).get(partition);
    for (long stretch = STRETCH; ; stretch *= 4) {
      var from = Math.max(begin, end - stretch);
      var found = lastBetween(partition, from, end);
      if (found.isPresent() || from == begin) return found;
    }
  }

  private Optional<ConsumerRecord<String, byte[]>> lastBetween(TopicPartition partition, long from, long end) {
    Optional<ConsumerRecord<String, byte[]>> last = Optional.empty();
    consumer.seek(partition, from);
    for (var patience = deadline(); consumer.position(partition) < end; mustBeBefore(patience)) {
      for (var record : consumer.poll(POLL)) last = Optional.of(record);
    }
    return last;
  }

  /** Whether there is any record. */
  boolean anyIn(String topic) {
    var partitions = consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    var ends = consumer.endOffsets(partitions);
    for (var patience = deadline(); !allRead(partitions, ends); mustBeBefore(patience)) {
      if (!consumer.poll(POLL).isEmpty()) return true;
    }
    return false;
  }

  private boolean allRead(Collection<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
    return partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p));
  }

  private static long deadline() {
    return System.nanoTime() + PATIENCE.toNanos();
  }

  private static void mustBeBefore(long deadline) {
    if (System.nanoTime() > deadline) throw new TimeoutException("a topic could not be read within " + PATIENCE.toSeconds() + " s");
  }
}
