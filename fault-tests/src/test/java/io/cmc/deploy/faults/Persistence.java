// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.deploy.system.Console;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A caller who repeats an order with its key for as long as the service says that it cannot take it now. */
final class Persistence {

  /** Of {@code cmc}: the service, or its database, is not there. */
  static final int UNREACHABLE = 5;
  /** Where commit and rollback fail both, Spring keeps the second failure and logs the first. */
  static final String SPRING_LOSES_A_CONNECTION = "(Application|Commit) exception overridden by rollback exception";
  /** The timers' library tells as an error what it tries again by itself: a statement, or a rollback, on a connection that was cut. */
  static final String SCHEDULER_LOSES_A_CONNECTION = "com.github.kagkarlsson.scheduler";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Console console;
  private final List<String> unavailable = new ArrayList<>();

  Persistence(Console console) {
    this.console = console;
  }

  /** @return how long it took until the order was taken */
  Duration order(String... words) {
    return orderWith(UUID.randomUUID().toString(), words);
  }

  Duration orderWith(String key, String... words) {
    var begun = Instant.now();
    taken(answered(key, begun, words), words);
    return Duration.between(begun, Instant.now());
  }

  /** What is refused because a comparison goes on is ordered anew at its end, as its remedy says. */
  void orderBesideComparisons(String... words) {
    var begun = Instant.now();
    var said = answered(UUID.randomUUID().toString(), begun, words);
    while (said.err().contains("RECONCILING")) {
      patiently(begun, words);
      said = answered(UUID.randomUUID().toString(), begun, words);
    }
    taken(said, words);
  }

  private Console.Said answered(String key, Instant begun, String... words) {
    var said = once(key, words);
    while (said.code() == UNREACHABLE) {
      assertThat(said.err()).containsAnyOf("STORE_UNAVAILABLE", "STORE_FULL");
      unavailable.add(said.err());
      patiently(begun, words);
      said = once(key, words);
    }
    return said;
  }

  private static void patiently(Instant begun, String... words) {
    assertThat(Duration.between(begun, Instant.now())).as("patience with %s", List.of(words)).isLessThan(PATIENCE);
  }

  private static void taken(Console.Said said, String... words) {
    assertThat(said.code()).as("%s: %s%s", List.of(words), said.out(), said.err()).isZero();
  }

  Console.Said once(String key, String... words) {
    var all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--idempotency-key", key));
    return console.cmc(all.toArray(String[]::new));
  }

  /** What was answered while the database was away. */
  List<String> unavailable() {
    return unavailable;
  }
}
