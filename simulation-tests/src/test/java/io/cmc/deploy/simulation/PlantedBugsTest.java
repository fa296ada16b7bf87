// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each is made by one other part in place of the real one; the real machine holds in ten thousand runs, see the neighbour. */
class PlantedBugsTest {

  private static final int MOST = 3_000;

  @ParameterizedTest @EnumSource(Planted.class)
  void a_planted_bug_is_found(Planted bug) {
    var found = LongStream.rangeClosed(1, MOST).mapToObj(seed -> Simulation.run(seed, Optional.empty(), bug.parts()))
        .filter(outcome -> !outcome.good()).findFirst();

    assertThat(found).as("%s among the first %d seeds", bug, MOST).isPresent();
    System.out.println(bug + " is found by seed " + found.get().seed() + ": " + found.get().broken().orElseThrow());
  }
}
