// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.lock.DeadlockException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

/** Whoever comes second tries again, patiently and out of step with the others. */
class ConflictRetriesTest {

  private static final long SEED = 5;
  private static final CommandMessage<?> COMMAND = GenericCommandMessage.asCommandMessage("an order");

  private final ConflictRetries retries = new ConflictRetries(new Random(SEED));

  @Test void a_conflict_is_tried_again_on_another_thread() throws InterruptedException {
    var again = new CountDownLatch(1);

    assertThat(retries.scheduleRetry(COMMAND, new ConcurrencyException("second"), failures(1), again::countDown)).isTrue();

    assertThat(again.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test void whoever_was_rolled_back_because_two_waited_for_each_other_comes_again() throws InterruptedException {
    var again = new CountDownLatch(1);

    assertThat(retries.scheduleRetry(COMMAND, new DeadlockException("imminent"), failures(1), again::countDown)).isTrue();

    assertThat(again.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test void a_statement_that_was_prepared_for_a_table_as_it_was_before_an_upgrade_is_tried_again() {
    var changed = new IllegalStateException("broken", new SQLException("cached plan must not change result type", "0A000"));

    assertThat(retries.scheduleRetry(COMMAND, changed, failures(1), () -> { })).isTrue();
    assertThat(retries.scheduleRetry(COMMAND, new IllegalStateException("broken", new SQLException("no such column", "42703")), failures(1), () -> { })).isFalse();
  }

  @Test void nothing_else_is_tried_again() {
    assertThat(retries.scheduleRetry(COMMAND, new IllegalStateException("a fault"), failures(1), () -> { })).isFalse();
  }

  @Test void in_the_end_it_is_given_up() {
    assertThat(retries.scheduleRetry(COMMAND, new ConcurrencyException("second"), failures(ConflictRetries.TRIES), () -> { })).isTrue();
    assertThat(retries.scheduleRetry(COMMAND, new ConcurrencyException("second"), failures(ConflictRetries.TRIES + 1), () -> { })).isFalse();
  }

  @Test void pauses_grow_to_a_bound_differ_and_last_about_ten_seconds_together() {
    var pauses = IntStream.rangeClosed(1, ConflictRetries.TRIES).mapToObj(retries::pause).toList();

    assertThat(pauses.getFirst()).isLessThanOrEqualTo(Duration.ofMillis(10));
    assertThat(pauses).allSatisfy(p -> assertThat(p).isBetween(Duration.ofMillis(1), ConflictRetries.LONGEST));
    assertThat(pauses.stream().distinct().count()).as("seed %d", SEED).isGreaterThan(50);
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(13));
  }

  private static List<Class<? extends Throwable>[]> failures(int number) {
    return Collections.nCopies(number, null);
  }
}
