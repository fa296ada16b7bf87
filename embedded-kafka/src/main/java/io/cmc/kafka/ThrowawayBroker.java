// SPDX-License-Identifier: Apache-2.0
package io.cmc.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.apache.kafka.common.Uuid;

/** One broker for a whole test JVM, gone with it; each caller takes topics of its own. */
public final class ThrowawayBroker {

  private ThrowawayBroker() {}

  private static final class Holder {
    static final EmbeddedBroker BROKER = startUntilExit();
  }

  public static EmbeddedBroker broker() {
    return Holder.BROKER;
  }

  /** A name that no topic has. */
  public static String newTopic() {
    return "topic-" + Uuid.randomUuid();
  }

  private static EmbeddedBroker startUntilExit() {
    try {
      var folder = Files.createTempDirectory("cmc-kafka-");
      var broker = EmbeddedBroker.start(folder);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(broker, folder)));
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
