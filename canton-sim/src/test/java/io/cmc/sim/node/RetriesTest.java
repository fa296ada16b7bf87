// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetriesTest {

  @Test
  void a_command_is_tried_ten_times_more_and_a_second_after_each_refusal() {
    List<Duration> pauses = new ArrayList<>();
    var retries = new Retries(pauses::add);
    var tries = 1;

    while (tries < 100 && retries.another()) tries++;

    assertThat(tries).isEqualTo(11);
    assertThat(pauses).isEqualTo(Collections.nCopies(10, Duration.ofSeconds(1)));
  }
}
