// SPDX-License-Identifier: Apache-2.0
package io.cmc.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.AppInfoParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One broker for a whole test JVM, gone with it; each caller takes topics of its own. {@code -Dkafka.broker} says which: {@code docker}
 * (the image of {@code -Dkafka.image}), {@code embedded}, or {@code auto}, the default, which is the image where a Docker engine has it.
 */
public final class ThrowawayBroker {

  private static final Logger LOG = LoggerFactory.getLogger(ThrowawayBroker.class);

  private ThrowawayBroker() {}

  private static final class Holder {
    static final Broker BROKER = start();
  }

  private enum Choice { AUTO, DOCKER, EMBEDDED }

  public static Broker broker() {
    return Holder.BROKER;
  }

  /** A name that no topic has. */
  public static String newTopic() {
    return "topic-" + Uuid.randomUuid();
  }

  private static Broker start() {
    return switch (Choice.valueOf(System.getProperty("kafka.broker", "auto").toUpperCase(Locale.ROOT))) {
      case DOCKER -> container();
      case EMBEDDED -> embedded();
      case AUTO -> ContainerBroker.isPossible() ? containerOrElseEmbedded() : embedded();
    };
  }

  private static Broker containerOrElseEmbedded() {
    try {
      return container();
    } catch (RuntimeException e) {
      LOG.info("A Docker engine answers, and {} does not start there: {}", image(), e.getMessage());
      return embedded();
    }
  }

  private static Broker container() {
    var broker = ContainerBroker.start(image());
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    LOG.info("Kafka of these tests: the image {} at {}.", image(), broker.bootstrapServers());
    return broker;
  }

  /** Of the version of our clients, unless it is said otherwise. */
  private static String image() {
    return System.getProperty("kafka.image", "apache/kafka:" + AppInfoParser.getVersion());
  }

  private static Broker embedded() {
    try {
      var folder = Files.createTempDirectory("cmc-kafka-");
      var broker = EmbeddedBroker.start(folder);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(broker, folder)));
      LOG.info("Kafka of these tests: embedded, {}, at {}.", AppInfoParser.getVersion(), broker.bootstrapServers());
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(EmbeddedBroker broker, Path folder) {
    broker.close();
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
