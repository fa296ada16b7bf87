// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.deploy.simulation.machine.Parts;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SameSeedTest {

  @Test void the_same_seed_tells_the_same_story() {
    LongStream.rangeClosed(1, 25).forEach(seed -> assertThat(story(seed)).as("seed %d", seed).isEqualTo(story(seed)));
  }

  @Test void another_seed_tells_another_story() {
    assertThat(story(1)).isNotEqualTo(story(2));
  }

  @Test void as_many_participants_take_part_as_are_asked_for() {
    assertThat(Simulation.run(7, Optional.of(5), Parts.REAL).plan().participants()).hasSize(5);
  }

  private static List<String> story(long seed) {
    return new Story(true).tell(Simulation.run(seed, Optional.empty(), Parts.REAL)).toList();
  }
}
