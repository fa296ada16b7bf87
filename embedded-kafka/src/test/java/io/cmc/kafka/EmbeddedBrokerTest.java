// SPDX-License-Identifier: Apache-2.0
package io.cmc.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

  @TempDir private Path folder;

  @Test void records_of_a_transaction_survive_a_restart_on_the_same_port() throws Exception {
    int port;
    try (var broker = EmbeddedBroker.start(folder)) {
      port = broker.port();
      try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        admin.createTopics(List.of(new NewTopic("kept", Optional.of(1), Optional.empty()))).all().get();
      }
      send(broker, "before");
    }

    try (var broker = EmbeddedBroker.start(folder, port)) {
      send(broker, "after");

      assertThat(broker.port()).isEqualTo(port);
      assertThat(records(broker, 2)).containsExactly("before", "after");
    }
  }

  private static void send(EmbeddedBroker broker, String word) {
    var settings = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test");
    try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("kept", word));
      producer.commitTransaction();
    }
  }

  private static List<String> records(EmbeddedBroker broker, int enough) {
    var settings = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
    var words = new ArrayList<String>();
    try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition("kept", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      for (var end = System.nanoTime() + Duration.ofSeconds(20).toNanos(); words.size() < enough && System.nanoTime() < end; ) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> words.add(record.value()));
      }
    }
    return words;
  }
}
