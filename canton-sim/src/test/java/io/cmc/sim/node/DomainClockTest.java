// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DomainClockTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(5);
  private static final Duration REAL = Duration.ofSeconds(30);
  private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicBoolean works = new AtomicBoolean(true);
  private Instant machine = BEGUN;
  private final DomainClock clock = new DomainClock(() -> machine);

  @Test
  void the_clock_stands_at_the_first_deadline_of_somebody_who_works_and_leaps_when_it_is_done() {
    var confirmed = clock.deadline(SHORT, works::get);
    pass(LONG);
    assertThat(clock.time()).isEqualTo(BEGUN.plus(SHORT));

    clock.done(confirmed);

    assertThat(clock.time()).isEqualTo(machine);
  }

  @Test
  void a_deadline_that_is_set_while_the_clock_stands_is_not_leapt_over_when_it_goes_on() {
    var confirmed = clock.deadline(SHORT, works::get);
    pass(LONG);
    var sent = clock.deadline(SHORT, works::get);

    clock.done(confirmed);

    assertThat(sent.at()).isEqualTo(BEGUN.plus(SHORT).plus(SHORT));
    assertThat(clock.time()).isEqualTo(sent.at());
    assertThat(clock.isOver(sent)).isFalse();
  }

  @Test
  void who_does_not_work_is_not_waited_for() {
    works.set(false);
    var confirmed = clock.deadline(SHORT, works::get);

    pass(LONG);

    assertThat(clock.time()).isEqualTo(machine);
    assertThat(clock.isOver(confirmed)).isTrue();
  }

  @Test
  void the_clock_stands_at_a_later_deadline_where_nobody_comes_by_the_first() {
    clock.deadline(SHORT, () -> false);
    var other = clock.deadline(SHORT.multipliedBy(2), works::get);

    pass(LONG);

    assertThat(clock.time()).isEqualTo(other.at());
  }

  @Test
  void of_two_deadlines_of_one_moment_each_is_done_by_itself() {
    var one = clock.deadline(SHORT, works::get);
    var other = clock.deadline(SHORT, works::get);
    pass(LONG);

    clock.done(one);
    assertThat(clock.time()).isEqualTo(other.at());
    clock.done(other);

    assertThat(clock.time()).isEqualTo(machine);
  }

  @Test
  void a_deadline_of_an_earlier_life_ends_none_of_this_one() {
    var earlier = new DomainClock(() -> machine).deadline(SHORT, works::get);
    var own = clock.deadline(SHORT, works::get);
    pass(LONG);

    clock.done(earlier);

    assertThat(clock.time()).isEqualTo(own.at()).isEqualTo(earlier.at());
  }

  @Test
  void nobody_is_waited_for_longer_than_a_real_domain_waits() {
    var confirmed = clock.deadline(SHORT, works::get);

    pass(REAL.minusMillis(1));
    assertThat(clock.time()).isEqualTo(confirmed.at());
    pass(Duration.ofMillis(1));

    assertThat(clock.isOver(confirmed)).isTrue();
    assertThat(clock.time()).isEqualTo(machine);
  }

  @Test
  void the_clock_never_stands_at_a_deadline_that_is_as_long_as_on_a_real_domain() {
    var confirmed = clock.deadline(REAL.multipliedBy(2), works::get);

    pass(REAL.multipliedBy(2).plusMillis(1));

    assertThat(clock.time()).isEqualTo(machine);
    assertThat(clock.isOver(confirmed)).isTrue();
  }

  @Test
  void what_was_too_late_once_stays_too_late_though_somebody_works_again() {
    var confirmed = clock.deadline(SHORT, works::get);
    works.set(false);
    pass(LONG);
    var seen = clock.time();

    works.set(true);

    assertThat(clock.isOver(confirmed)).isTrue();
    assertThat(clock.time()).isEqualTo(seen);
    pass(LONG);
    assertThat(clock.time()).as("and the clock does not stand for it").isEqualTo(machine);
  }

  @Test
  void who_works_again_before_anybody_saw_that_the_time_is_over_is_waited_for() {
    var confirmed = clock.deadline(SHORT, works::get);
    works.set(false);
    pass(LONG);

    works.set(true);

    assertThat(clock.time()).isEqualTo(confirmed.at());
    assertThat(clock.isOver(confirmed)).isFalse();
  }

  private void pass(Duration time) {
    machine = machine.plus(time);
  }
}
