// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import io.cmc.controller.work.WorkLoop;
import io.cmc.deploy.system.InProcess;
import io.cmc.kafka.EmbeddedBroker;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** P9: how long after its commit an event is in a read model and in Kafka, while commands append 500 events a second. */
final class Lagging implements Benchmark {

  private static final int PER_SECOND = 500;
  private static final int THREADS = 8;
  private static final int JOURNEYS = 200;
  private static final String TOPIC = "benchmark";

  @Override public String id() {
    return "P9";
  }

  @Override public List<Figure> measure(Laboratory laboratory) throws Exception {
    var seconds = laboratory.size(20, 4);
    try (var broker = EmbeddedBroker.start(laboratory.newFolder("kafka"));
        var service = InProcess.start(laboratory.newFolder("lagging"), laboratory.newDatabase("lagging"), new String[] {"--logging.level.root=warn",
            "--cmc.kafka.bootstrap-servers=" + broker.bootstrapServers(), "--cmc.kafka.topic=" + TOPIC})) {
      service.context().getBean(WorkLoop.class).stop();
      var reports = new Reports(service.context().getBean(CommandGateway.class), service.store(), "lagging", JOURNEYS);
      var journeys = IntStream.range(0, JOURNEYS).mapToObj(j -> reports.begin()).toList();
      try (var watch = new LagObserver(service.store(), broker.bootstrapServers(), TOPIC)) {
        send(reports, journeys, 0, 2); // the first ones find everything cold
        var from = 2 * PER_SECOND;
        var committed = send(reports, journeys, from, seconds);
        return figures(watch.lags(committed, "mark "), committed, seconds);
      }
    }
  }

  /** @return by number, when it was committed */
  private static Map<Integer, Long> send(Reports reports, List<Reports.Waiting> journeys, int from, int seconds) throws Exception {
    var committed = new ConcurrentHashMap<Integer, Long>();
    var begin = System.nanoTime();
    Throughput.perSecond(THREADS, seconds * PER_SECOND / THREADS, (thread, n) -> {
      var number = n * THREADS + thread;
      sleepUntil(begin + number * 1_000_000_000L / PER_SECOND);
      reports.report(journeys.get(number % JOURNEYS), from + number);
      committed.put(from + number, System.nanoTime());
    });
    return committed;
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    var left = nanos - System.nanoTime();
    if (left > 0) Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
  }

  private static List<Figure> figures(Map<String, List<Double>> lags, Map<Integer, Long> committed, int seconds) {
    var span = (committed.values().stream().mapToLong(t -> t).max().orElseThrow() - committed.values().stream().mapToLong(t -> t).min().orElseThrow()) / 1e9;
    var sent = Goal.number(committed.size() / span) + " events/s for " + seconds + " s";
    return new TreeMap<>(lags).entrySet().stream().map(e -> new Figure("P9", "lag of " + e.getKey() + ", p99", List.of(Figure.percentile(e.getValue(), 0.99)), Goal.atMost(1_000, "ms"),
        sent + ", median " + Goal.number(Figure.median(e.getValue())) + " ms")).toList();
  }
}
