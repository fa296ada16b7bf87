// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_BYTES_CONFIG;

import io.cmc.projection.publish.PublicationSettings.Creation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes topics that are not there, where that is allowed, and knows them by the ids that Kafka gave them. */
final class Topics {

  private static final Duration KNOWN_AFTER = Duration.ofSeconds(10);
  /** Small, so that what is outdated is tidied away. */
  private static final String KEPT_SEGMENT = "1048576";

  private final Admin admin;
  private final Creation creation;

  Topics(Admin admin, Creation creation) {
    this.admin = admin;
    this.creation = creation;
  }

  /** @return the id of the topic, which another topic of this name would not have */
  String requireEvents(String topic) {
    return require(topic, creation.partitions(), Map.of(MAX_MESSAGE_BYTES_CONFIG, "" + Clients.LARGEST_RECORD));
  }

  /** One partition, in which the last record of each key is kept for ever. @return as for events */
  String requireKept(String topic) {
    return require(topic, 1, Map.of(CLEANUP_POLICY_CONFIG, "compact", SEGMENT_BYTES_CONFIG, KEPT_SEGMENT));
  }

  boolean exists(String topic) {
    return describe(topic).isPresent();
  }

  private String require(String topic, int partitions, Map<String, String> config) {
    var known = describe(topic);
    if (known.isEmpty() && !creation.allowed()) throw new UnknownTopicOrPartitionException("there is no topic " + topic);
    if (known.isEmpty()) create(topic, partitions, config);
    return known.orElseGet(() -> awaitKnown(topic)).topicId().toString();
  }

  private void create(String topic, int partitions, Map<String, String> config) {
    var copies = creation.replication() == 0 ? Optional.<Short>empty() : Optional.of((short) creation.replication());
    try {
      got(admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), copies).configs(config))).all());
    } catch (TopicExistsException somebodyElseMadeIt) {
      // as good
    }
  }

  /** Not every broker knows at once what the controller made. */
  private TopicDescription awaitKnown(String topic) {
    for (var end = System.nanoTime() + KNOWN_AFTER.toNanos(); System.nanoTime() < end; pause()) {
      var known = describe(topic);
      if (known.isPresent()) return known.get();
    }
    throw new TimeoutException("the topic " + topic + " was made and is not there after " + KNOWN_AFTER.toSeconds() + " s");
  }

  private Optional<TopicDescription> describe(String topic) {
    try {
      return Optional.of(got(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
    } catch (UnknownTopicOrPartitionException none) {
      return Optional.empty();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new org.apache.kafka.common.errors.InterruptException(e);
    }
  }

  private static <T> T got(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw new org.apache.kafka.common.errors.InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    }
  }
}
