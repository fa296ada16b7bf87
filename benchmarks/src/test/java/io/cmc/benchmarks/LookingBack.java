// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import io.cmc.api.v1.GetStatusAtRequest;
import io.cmc.event.Event;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.projection.RandomMigration;
import io.cmc.projection.ReadSide;
import io.cmc.projection.query.Calls;
import io.cmc.projection.replay.Replay;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** P7: the status of a large migration as it was at random events, asked over gRPC within the process. Only read, so its server need not be durable. */
final class LookingBack implements Benchmark {

  private static final int SEED = 11;

  @Override public String id() {
    return "P7";
  }

  @Override public List<Figure> measure(Laboratory laboratory) {
    var participants = laboratory.size(1_000, 40);
    var asked = laboratory.size(200, 50);
    try (var readSide = ReadSide.create(); var calls = new Calls(readSide)) {
      var random = new Random(SEED);
      var last = readSide.append(longOne(random, participants));
      readSide.bean(Replay.class).rebuild("status", p -> { });
      answers(calls, random, last, asked / 2);
      var rounds = IntStream.range(0, 3).mapToObj(round -> answers(calls, random, last, asked)).toList();
      var p99 = rounds.stream().map(round -> Figure.percentile(round, 0.99)).toList();
      var median = Figure.median(rounds.stream().map(Figure::median).toList());
      return List.of(new Figure("P7", "status at any moment of " + participants + " participants, p99 of " + asked, p99, Goal.atMost(100, "ms"),
          Goal.number(last) + " events, median " + Goal.number(median) + " ms"));
    }
  }

  /** In ms. */
  private static List<Double> answers(Calls calls, Random random, long last, int number) {
    return IntStream.range(0, number).mapToObj(i -> {
      var begin = System.nanoTime();
      calls.queries().getStatusAt(GetStatusAtRequest.newBuilder().setMigration("net-1").setSequence(1 + random.nextLong(last)).build());
      return (System.nanoTime() - begin) / 1e6;
    }).toList();
  }

  /** One that was not given up early. */
  private static List<Event> longOne(Random random, int participants) {
    var names = IntStream.rangeClosed(1, participants).mapToObj(n -> new NodeName("bank-" + n)).toList();
    return Stream.generate(() -> RandomMigration.of(random, new MigrationId("net-1"), names)).filter(e -> e.size() > 60 * participants).findFirst().orElseThrow();
  }
}
