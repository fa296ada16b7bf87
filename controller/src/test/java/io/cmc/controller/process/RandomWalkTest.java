// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.migration.MigrationState;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomWalkTest {

  private static final int WALKS = 2000;

  @Test void whatever_comes_in_whatever_order_a_migration_ends_and_what_must_hold_holds() {
    var first = Long.getLong("seed");
    var seeds = first == null ? LongStream.range(0, WALKS) : LongStream.of(first);

    var completed = seeds.filter(RandomWalkTest::completes).count();

    if (first == null) assertThat(completed).as("walks that completed, the others having been aborted").isBetween(WALKS / 2L, WALKS - 1L);
  }

  private static boolean completes(long seed) {
    var walk = new RandomWalk(seed);
    try {
      walk.walk();
      assertThat(walk.ended()).as("it ended, and did not stay %s", walk.all).isTrue();
      new Invariants(walk.all).hold();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("walk " + seed + " (again with -Dseed=" + seed + "): " + e, e);
    }
    return walk.all.state() instanceof MigrationState.Completed;
  }
}
