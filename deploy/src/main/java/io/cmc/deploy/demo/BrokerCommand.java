// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.cmc.kafka.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A Kafka for trying things out; it runs until it is told to stop. */
@Command(name = "broker", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Starts a Kafka of one node on loopback, for trying things out. What it is told it keeps in its folder.")
public final class BrokerCommand implements Callable<Integer> {

  @Option(names = "--data", required = true, description = "folder for its records")
  private Path data;
  @Option(names = "--port", defaultValue = "9092", description = "on loopback (default: ${DEFAULT-VALUE})")
  private int port;

  public static void main(String[] args) {
    System.exit(new CommandLine(new BrokerCommand()).execute(args));
  }

  @Override public Integer call() throws InterruptedException {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    var broker = EmbeddedBroker.start(data, port);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    System.out.println("Kafka listens on " + broker.bootstrapServers());
    new CountDownLatch(1).await();
    return 0;
  }
}
