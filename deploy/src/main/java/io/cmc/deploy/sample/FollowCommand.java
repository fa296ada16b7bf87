// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.cmc.deploy.sample.Ledger.Fit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A sample of a consumer: reads what is committed, leaves out what came before, and says what is missing. */
@Command(name = "follow", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Prints the events of a topic: a sample of a consumer that leaves out duplicates and tells gaps.")
public final class FollowCommand implements Callable<Integer> {

  @Option(names = "--bootstrap-servers", required = true, paramLabel = "HOST:PORT", description = "brokers of Kafka")
  private String brokers;
  @Option(names = "--topic", defaultValue = "cmc.events", description = "(default: ${DEFAULT-VALUE})")
  private String topic;
  @Option(names = "--property", paramLabel = "NAME=VALUE", description = "further settings of Kafka's client, such as security.protocol=SSL")
  private Map<String, String> properties = Map.of();
  @Option(names = "--checkpoints", paramLabel = "FILE",
      description = "keep the signed checkpoints that are published beside the events, for cmc verify --checkpoints; what is in the file already stays")
  private Path checkpoints;
  @Option(names = "--until-end", description = "end with the last event that is there now")
  private boolean untilEnd;
  @Option(names = "--last", defaultValue = "0", paramLabel = "N", description = "with --until-end: print only so many")
  private int last;

  private final Ledger ledger = new Ledger();

  public static void main(String[] args) {
    System.exit(new CommandLine(new FollowCommand()).execute(args));
  }

  @Override public Integer call() {
    ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.ERROR);
    var settings = new HashMap<String, Object>(properties);
    settings.putAll(Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed", "enable.auto.commit", "false"));
    try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions = new ArrayList<>(partitions(consumer, topic));
      if (checkpoints != null) partitions.addAll(partitions(consumer, topic + CheckpointBook.TOPIC));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      follow(consumer, partitions);
    }
    return 0;
  }

  private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition())).toList();
  }

  private void follow(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    var ends = consumer.endOffsets(partitions);
    var lines = new ArrayDeque<String>();
    var book = checkpoints == null ? null : CheckpointBook.open(checkpoints);
    while (!untilEnd || !partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p))) {
      for (var record : consumer.poll(Duration.ofMillis(200))) {
        var line = record.topic().equals(topic) ? line(Sighting.of(record)) : book.take(new String(record.value(), UTF_8));
        if (last == 0) System.out.println(line);
        else lines.add(line);
        if (lines.size() > last) lines.remove();
      }
    }
    lines.forEach(System.out::println);
  }

  private String line(Sighting event) {
    var text = "%s  %s #%d  %s  %s".formatted(event.time(), event.migration(), event.sequence(), event.kind(), event.subject());
    return switch (ledger.take(event.migration(), event.sequence())) {
      case Fit.Next next -> text;
      case Fit.Again again -> text + "  (again: left out)";
      case Fit.Missing missing -> text + "  (MISSING before it: " + missing.from() + " to " + missing.to() + ")";
    };
  }
}
