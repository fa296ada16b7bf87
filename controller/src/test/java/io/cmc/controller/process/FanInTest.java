// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.command.RecordProgress;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.migration.MigrationDecider;
import io.cmc.controller.migration.MigrationEvolution;
import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Standing;
import io.cmc.event.MigrationEvent;
import io.cmc.id.NodeName;
import io.cmc.journey.Progress;
import io.cmc.journey.Progress.Kind;
import io.cmc.journey.Stage;
import io.cmc.plan.ClosingStrategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What participants tell, in any order, some of it twice, in any batches, comes to the same. */
class FanInTest {

  private static final int ORDERS = 40;

  @RepeatedTest(10)
  void participants_that_went_through_a_stage_may_say_so_in_any_order(RepetitionInfo info) {
    var seed = Long.getLong("seed", info.getCurrentRepetition());
    var random = new Random(seed);
    var start = goingThrough(Stage.DRAIN, 1 + random.nextInt(8));
    var told = progress(start, Kind.REACHED, (Standing.Going) standing(start));

    var ends = new HashSet<MigrationState>();
    for (int i = 0; i < ORDERS; i++) ends.add(tell(start, told, random));

    assertThat(ends).as("ends of seed %s; again with -Dseed=%s", seed, seed).hasSize(1);
    assertThat(standing(ends.iterator().next())).isInstanceOfSatisfying(Standing.Looking.class, l -> assertThat(l.stage()).isEqualTo(Stage.DRAIN));
  }

  @RepeatedTest(10)
  void participants_that_were_looked_at_may_say_so_in_any_order_whoever_fell_back(RepetitionInfo info) {
    var seed = Long.getLong("seed", info.getCurrentRepetition());
    var random = new Random(seed);
    var start = lookingAfter(Stage.DRAIN, 2 + random.nextInt(7));
    var looking = (Standing.Looking) standing(start);
    var told = looking.pending().stream().map(n -> new Progress(n, looking.stage(), looking.round(),
        n.equals(Plans.name(0)) || random.nextInt(3) == 0 ? Kind.FELL_BACK : Kind.HOLDS, "seen")).toList();

    var ends = new HashSet<MigrationState>();
    for (int i = 0; i < ORDERS; i++) ends.add(tell(start, told, random));

    assertThat(ends).as("ends of seed %s; again with -Dseed=%s", seed, seed).hasSize(1);
    var fellBack = told.stream().filter(p -> p.kind() == Kind.FELL_BACK).map(Progress::participant).toList();
    assertThat(standing(ends.iterator().next())).isInstanceOfSatisfying(Standing.Going.class, g -> {
      assertThat(g.round()).isEqualTo(2);
      assertThat(g.pending()).containsExactlyInAnyOrderElementsOf(fellBack);
    });
  }

  @RepeatedTest(10)
  void as_long_as_one_is_missing_nothing_goes_on(RepetitionInfo info) {
    var random = new Random(info.getCurrentRepetition());
    var start = goingThrough(Stage.LEAVE, 5);
    var told = new ArrayList<>(progress(start, Kind.REACHED, (Standing.Going) standing(start)));
    var missing = told.remove(random.nextInt(told.size()));

    var end = tell(start, told, random);

    assertThat(standing(end)).isInstanceOfSatisfying(Standing.Going.class, g -> assertThat(g.pending()).containsExactly(missing.participant()));
  }

  /** All of it, some of it twice, and words about other stages and rounds in between; in batches of any size. */
  private static MigrationState tell(MigrationState start, List<Progress> told, Random random) {
    var all = new ArrayList<>(told);
    told.stream().filter(p -> random.nextBoolean()).forEach(all::add);
    told.stream().filter(p -> random.nextBoolean()).forEach(p -> all.add(new Progress(p.participant(), Stage.CLOSE, 1, Kind.REACHED, "")));
    told.stream().filter(p -> random.nextBoolean()).forEach(p -> all.add(new Progress(p.participant(), p.stage(), p.round() + 1, p.kind(), "")));
    told.stream().filter(p -> random.nextBoolean()).forEach(p -> all.add(new Progress(new NodeName("stranger"), p.stage(), p.round(), p.kind(), "")));
    Collections.shuffle(all, random);
    var state = start;
    for (int from = 0; from < all.size(); ) {
      var to = Math.min(all.size(), from + 1 + random.nextInt(4));
      state = evolve(state, new RecordProgress(Samples.MIGRATION, all.subList(from, to), Samples.NOON));
      from = to;
    }
    return state;
  }

  private static MigrationState evolve(MigrationState state, RecordProgress command) {
    List<MigrationEvent> events = MigrationDecider.decide(state, command).events();
    return events.stream().reduce(state, MigrationEvolution::evolve, (a, b) -> b);
  }

  private static List<Progress> progress(MigrationState state, Kind kind, Standing.Going going) {
    return going.pending().stream().map(n -> new Progress(n, going.stage(), going.round(), kind, "")).toList();
  }

  private static MigrationState goingThrough(Stage stage, int participants) {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, participants));
    ForwardTest.runUntil(all, stage);
    return all.state();
  }

  private static MigrationState lookingAfter(Stage stage, int participants) {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, participants));
    IntStream.iterate(0, i -> !(standing(all.state()) instanceof Standing.Looking l && l.stage() == stage), i -> i + 1).forEach(i -> all.step());
    return all.state();
  }

  private static Standing standing(MigrationState state) {
    return ((Underway) state).standing();
  }
}
