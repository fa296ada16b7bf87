// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.GetStatusAtRequest;
import io.cmc.api.v1.StatusAt;
import io.cmc.event.Event;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.projection.RandomHistory;
import io.cmc.projection.RandomMigration;
import io.cmc.projection.ReadSide;
import io.cmc.projection.replay.Replay;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * How much work time travel is in a large migration, counted and not timed. {@code -Dlarge.participants=1000} makes it a measurement: it
 * prints how long answers took, at random events and over gRPC.
 */
class LargeHistoryTest {

  private static final int PARTICIPANTS = Integer.getInteger("large.participants", 40);
  private static final int ASKED = Integer.getInteger("large.asked", 100);

  private final ReadSide readSide = ReadSide.create();
  private final Calls calls = new Calls(readSide);

  @AfterEach void close() {
    calls.close();
    readSide.close();
  }

  @Test void the_work_does_not_grow_with_the_history() {
    var random = RandomHistory.random("LargeHistoryTest");
    var last = readSide.append(longOne(random));
    readSide.bean(Replay.class).rebuild("status", p -> { });

    IntStream.range(0, ASKED).forEach(i -> at(1 + random.nextLong(last)));
    var cpu = cpu();
    var answers = IntStream.range(0, ASKED).mapToObj(i -> timed(1 + random.nextLong(last))).toList();

    var used = (cpu() - cpu) / 1e6 / ASKED;
    var kept = readSide.sql().queryForObject("select count(*) from status_version", Long.class);
    System.out.printf("%d participants, %d events, %d kept rows of %s; folded at most %d; %s; %.1f ms of CPU each, the server's aside%n", PARTICIPANTS, last, kept,
        readSide.sql().queryForObject("select pg_size_pretty(pg_total_relation_size('status_version'))", String.class),
        answers.stream().mapToInt(a -> a.status().getFolded()).max().orElseThrow(),
        percentiles(answers.stream().mapToLong(a -> a.took().toNanos() / 1000).sorted()), used);
    assertThat(answers).allSatisfy(a -> assertThat(a.status().getFolded()).isLessThanOrEqualTo(500));
    assertThat(answers).allSatisfy(a -> assertThat(a.status().getStatus().getParticipantsCount()).isEqualTo(PARTICIPANTS));
    assertThat(kept).isPositive().isLessThanOrEqualTo(last);
  }

  /** Of this process in ns; on a machine that others use the time on the wall says little. */
  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
  }

  private record Answer(StatusAt status, Duration took) {}

  private Answer timed(long sequence) {
    var begin = System.nanoTime();
    return new Answer(at(sequence), Duration.ofNanos(System.nanoTime() - begin));
  }

  private StatusAt at(long sequence) {
    return calls.queries().getStatusAt(GetStatusAtRequest.newBuilder().setMigration("net-1").setSequence(sequence).build());
  }

  private static String percentiles(LongStream sortedMicros) {
    var all = sortedMicros.toArray();
    return IntStream.of(50, 90, 99).mapToObj(p -> "p" + p + " " + all[Math.min(all.length - 1, all.length * p / 100)] / 1000.0 + " ms").toList()
        .toString();
  }

  /** One that was not given up early. */
  private static List<Event> longOne(Random random) {
    var names = IntStream.rangeClosed(1, PARTICIPANTS).mapToObj(n -> new NodeName("bank-" + n)).toList();
    while (true) {
      var events = RandomMigration.of(random, new MigrationId("net-1"), names);
      if (events.size() > 60 * PARTICIPANTS) return events;
    }
  }
}
