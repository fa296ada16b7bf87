// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetriedTimerTest {

  @Test void pauses_double_from_a_second_to_five_minutes_and_stay_there() {
    var pauses = IntStream.range(0, 11).mapToObj(RetriedTimer::pause).map(Duration::toSeconds).toList();

    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
    assertThat(RetriedTimer.pause(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(5));
  }
}
