// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import static org.awaitility.Awaitility.await;

import io.cmc.command.BeginStage;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.work.WorkLoop;
import io.cmc.deploy.system.InProcess;
import io.cmc.id.JourneyId;
import io.cmc.journey.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;

/**
 * P6: participants are closed, by the whole service and by Flowable on the same server: two durable steps each, of which the second one
 * stores its intent before it acts and its result after it. Nodes answer at once, so what is compared is keeping.
 */
final class Stepping implements Benchmark {

  private static final int THREADS = 16;
  private static final int STEPS = 2;
  /** Rounds that do not count: most of the compiling is done in them, on both sides. With three of them ours became faster still from each round to the next. */
  private static final int WARM_UP = 8;

  @Override public String id() {
    return "P6";
  }

  @Override public List<Figure> measure(Laboratory laboratory) throws Exception {
    var participants = laboratory.size(480, 32);
    var settings = new String[] {"--logging.level.root=warn"};
    try (var service = InProcess.start(laboratory.newFolder("stepping"), laboratory.newDatabase("stepping"), settings, Nodes.class, new EasyNodes().nodes());
        var flowable = new FlowableEngine(laboratory.newDatabase("flowable"), 40)) {
      var loop = service.context().getBean(WorkLoop.class);
      loop.stop();
      var warmUp = laboratory.size(WARM_UP, 1);
      var total = participants * (warmUp + laboratory.size(5, 2));
      var reports = new Reports(service.context().getBean(CommandGateway.class), service.store(), "stepping", total);
      var checked = IntStream.range(0, total).mapToObj(n -> reports.checked()).toList();
      loop.start();
      var next = checked.iterator();
      var rounds = Rounds.interleaved(warmUp, laboratory.size(5, 2),
          () -> ours(service, IntStream.range(0, participants).mapToObj(n -> next.next()).toList()), () -> flowable.stepsPerSecond(THREADS, participants));
      return List.of(new Figure("P6", "durable steps, against Flowable", rounds.ratios((ours, theirs) -> ours / theirs), Goal.atLeast(2),
          Goal.number(rounds.ours()) + " steps/s, Flowable " + Goal.number(rounds.theirs()) + " steps/s"));
    }
  }

  private static double ours(InProcess service, List<JourneyId> journeys) throws Exception {
    var commands = service.context().getBean(CommandGateway.class);
    var last = service.store().sql("select max(global_index) from domain_event_entry").query(Long.class).single();
    var begin = System.nanoTime();
    Throughput.perSecond(THREADS, journeys.size() / THREADS, (thread, n) ->
        commands.sendAndWait(new BeginStage(journeys.get(n * THREADS + thread), Stage.CLOSE, 1, true, List.of(), Instant.now())));
    await().atMost(Duration.ofMinutes(5)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).until(() -> closedAfter(last, service) == journeys.size());
    return journeys.size() * STEPS / ((System.nanoTime() - begin) / 1e9);
  }

  /** Looked for every 10 ms while the steps run, so not among the events of all rounds. @param last event before the round */
  private static long closedAfter(long last, InProcess service) {
    return service.store().sql("select count(*) from domain_event_entry where global_index > ? and payload_type = 'LimitsLowered'").param(last).query(Long.class).single();
  }
}
