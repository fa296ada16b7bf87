// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import io.cmc.controller.work.WorkLoop;
import io.cmc.deploy.system.InProcess;
import io.cmc.store.seal.Sealer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;

/**
 * P4: events per second that commands append, each in a transaction of its own, against inserts of the same rows by as many threads into
 * a table with the same indexes on the same server. The whole service, but its workers and readers stand still: inserts have none either.
 */
final class Appending implements Benchmark {

  /** Of one journey; a real one has about twice as many. */
  private static final int EVENTS_OF_ONE = 25;

  @Override public String id() {
    return "P4";
  }

  @Override public List<Figure> measure(Laboratory laboratory) throws Exception {
    var figures = new ArrayList<Figure>();
    var database = laboratory.newDatabase("appending");
    try (var service = InProcess.start(laboratory.newFolder("appending"), database, new String[] {"--logging.level.root=warn"})) {
      stopWorkersAndReaders(service);
      var reports = new Reports(service.context().getBean(CommandGateway.class), service.store(), "appending", 1);
      for (var threads : new int[] {8, 16}) figures.add(measure(laboratory, threads, reports, new RawInserts(database)));
    }
    return figures;
  }

  private static void stopWorkersAndReaders(InProcess service) {
    service.context().getBean(WorkLoop.class).stop();
    service.context().getBean(EventProcessingConfiguration.class).eventProcessors().values().stream()
        .filter(StreamingEventProcessor.class::isInstance).forEach(p -> p.shutDown());
    service.context().getBean(Sealer.class).close();
  }

  private Figure measure(Laboratory laboratory, int threads, Reports reports, RawInserts raw) throws Exception {
    var each = laboratory.size(20, 2) * EVENTS_OF_ONE * 8 / threads;
    Rounds.warm(() -> commands(threads, each, reports), () -> raw.perSecond(threads, each));
    var rounds = Rounds.interleaved(0, laboratory.size(7, 2), () -> commands(threads, each, reports), () -> raw.perSecond(threads, each));
    return new Figure("P4", "events appended by commands, " + threads + " threads", rounds.ratios((ours, theirs) -> ours / theirs), Goal.atLeast(0.85),
        Goal.number(rounds.ours()) + "/s, inserts " + Goal.number(rounds.theirs()) + "/s");
  }

  private static double commands(int threads, int each, Reports reports) throws Exception {
    var journeys = IntStream.range(0, threads).mapToObj(t -> IntStream.range(0, each / EVENTS_OF_ONE).mapToObj(j -> reports.begin()).toList()).toList();
    return Throughput.perSecond(threads, each, (thread, n) -> reports.report(journeys.get(thread).get(n / EVENTS_OF_ONE), n));
  }
}
