// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.retention;

import static io.cmc.store.TestStore.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.store.retention.RetentionTerms.Term;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Term TERM = new Term(DAY.multipliedBy(10), Map.of("retail", DAY, "treasury", DAY.multipliedBy(30), "law", Duration.ZERO));

  @Test void of_several_teams_the_longest_term_holds_and_for_ever_is_longest() {
    assertThat(TERM.before("", NOON)).contains(NOON.minus(DAY.multipliedBy(10)));
    assertThat(TERM.before("unheard-of", NOON)).contains(NOON.minus(DAY.multipliedBy(10)));
    assertThat(TERM.before("retail", NOON)).contains(NOON.minus(DAY));
    assertThat(TERM.before("retail,treasury", NOON)).contains(NOON.minus(DAY.multipliedBy(30)));
    assertThat(TERM.before("law,retail", NOON)).isEmpty();
  }

  @Test void without_a_setting_nothing_is_forgotten() {
    assertThat(RetentionTerms.FOR_EVER.forgets()).isFalse();
    assertThat(new RetentionTerms(new Term(Duration.ZERO, Map.of("retail", DAY)), Duration.ZERO, Term.FOR_EVER).forgets()).isTrue();
  }

  @Test void answers_are_kept_long_enough_for_whoever_repeats_an_order() {
    assertThatThrownBy(() -> new RetentionTerms(Term.FOR_EVER, DAY, Term.FOR_EVER)).hasMessageContaining("7d or more as cmc.retention.answers");
  }

  @Test void one_sweep_that_fails_stops_no_other() {
    var swept = new ArrayList<Instant>();

    new Retention(List.of(sweep(now -> { throw new IllegalStateException("no table"); }), sweep(swept::add)), () -> NOON).run();

    assertThat(swept).containsExactly(NOON);
  }

  private static Sweep sweep(Consumer<Instant> deed) {
    return new Sweep() {
      @Override public String what() {
        return "things";
      }

      @Override public int forget(Instant now) {
        deed.accept(now);
        return 1;
      }
    };
  }
}
