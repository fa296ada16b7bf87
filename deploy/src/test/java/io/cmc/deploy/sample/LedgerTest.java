// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.deploy.sample.Ledger.Fit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private final Ledger ledger = new Ledger();

  @Test void an_event_that_comes_again_is_left_out_and_what_comes_next_is_taken() {
    assertThat(List.of(ledger.take("a", 1), ledger.take("a", 2), ledger.take("a", 1), ledger.take("a", 2), ledger.take("a", 3)))
        .containsExactly(new Fit.Next(), new Fit.Next(), new Fit.Again(), new Fit.Again(), new Fit.Next());
  }

  @Test void what_is_missing_is_named_and_other_migrations_have_nothing_to_do_with_it() {
    ledger.take("a", 1);

    assertThat(ledger.take("b", 7)).as("begun in the middle").isEqualTo(new Fit.Next());
    assertThat(ledger.take("a", 5)).isEqualTo(new Fit.Missing(2, 4));
    assertThat(ledger.take("a", 6)).isEqualTo(new Fit.Next());
  }

  @Test void however_often_stretches_are_delivered_again_each_event_is_taken_once() {
    var seed = Long.getLong("seed", System.nanoTime());
    System.out.println("LedgerTest: to see the same again, run with -Dseed=" + seed);
    var random = new Random(seed);
    for (int run = 0; run < 500; run++) {
      var fresh = new Ledger();
      var taken = new ArrayList<Long>();
      for (long at = 1; at <= 50; at = Math.max(1, at + 1 - (random.nextInt(4) == 0 ? random.nextInt(10) : 0))) {
        if (fresh.take("a", at) instanceof Fit.Next) taken.add(at);
      }

      assertThat(taken).isEqualTo(LongStream.rangeClosed(1, 50).boxed().toList());
    }
  }
}
