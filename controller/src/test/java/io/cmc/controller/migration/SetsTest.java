// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SetsTest {

  private static final long SEED = Long.getLong("seed", System.nanoTime());

  @Test void however_many_there_are_what_is_left_is_left_in_order() {
    var random = new Random(SEED);
    for (var run = 0; run < 200; run++) {
      Set<String> expected = new TreeSet<>(names(random.nextInt(120), random));
      var rest = expected;
      while (!expected.isEmpty()) {
        var less = names(random.nextInt(9), random);
        var before = List.copyOf(rest);
        var fewer = Sets.minus(rest, less);
        expected = new TreeSet<>(expected);
        expected.removeAll(less);

        assertThat(fewer).as("seed %d", SEED).containsExactlyElementsOf(expected).isEqualTo(expected).hasSameHashCodeAs(expected);
        assertThat(fewer.isEmpty()).isEqualTo(expected.isEmpty());
        assertThat(less).noneMatch(fewer::contains);
        assertThat(rest).as("it is not changed itself").containsExactlyElementsOf(before);
        rest = fewer;
        if (random.nextInt(20) == 0) break;
      }
    }
  }

  @Test void what_is_added_to_the_rest_is_in_order_too() {
    var rest = Sets.minus(Set.copyOf(names(100, new Random(1))), List.of("p50"));

    assertThat(Sets.plus(rest, List.of("a", "z"))).startsWith("a").endsWith("z").hasSize(rest.size() + 2);
  }

  @Test void nobody_can_change_it() {
    var rest = Sets.minus(Set.copyOf(names(100, new Random(1))), List.of());

    assertThatThrownBy(() -> rest.add("x")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(rest::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  private static Set<String> names(int many, Random random) {
    return IntStream.range(0, many).mapToObj(i -> "p" + random.nextInt(130)).collect(Collectors.toSet());
  }
}
