// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.crash;

import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.deploy.system.Console;
import io.cmc.deploy.system.Console.Said;
import io.cmc.deploy.system.Site;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A patient person: says it again, with the same key, until the service has answered. */
final class Operator {

  private static final Duration PATIENCE = Duration.ofSeconds(300);
  private static final int UNREACHABLE = 5;
  private static final int TIMED_OUT = 9;

  private final String migration;
  private final Console console;
  private final Site site;

  /** @param migration named as no other in the test's JVM: its backups outlive the network that they are of */
  Operator(String migration, Console console, Site site) {
    this.migration = migration;
    this.console = console;
    this.site = site;
  }

  /** Plans and starts. @param planning further words for the plan */
  void start(String... planning) {
    plan(planning);
    started();
  }

  /** The same, with one step at a time, whichever instance does it. */
  void startOneByOne() {
    plan();
    rewrite(text -> text.replaceFirst("(?m)^  parallel: .*$", "  parallel: 1"));
    started();
  }

  private void rewrite(UnaryOperator<String> change) {
    var file = site.file(migration);
    try {
      var before = Files.readString(file);
      var after = change.apply(before);
      if (after.equals(before)) throw new AssertionError("nothing was changed in\n" + before);
      Files.writeString(file, after);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void plan(String... planning) {
    said(Stream.concat(Stream.of(site.planning(migration, "--keep-source")), Stream.of(planning)).toList());
  }

  private void started() {
    said(keyed("start", site.file(migration).toString(), "--reason", "a test"));
  }

  String migration() {
    return migration;
  }

  /** One order on the migration, with a key of its own. */
  void order(String verb, String... more) {
    said(keyed(verb, words(more)));
  }

  void until(Predicate<MigrationStatus> enough) {
    await("status of the migration").atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> status().filter(enough).isPresent());
  }

  void untilIt(MigrationState is) {
    until(status -> status.getState() == is);
  }

  private Optional<MigrationStatus> status() {
    try {
      return console.status(migration);
    } catch (StatusRuntimeException diedMeanwhile) {
      return Optional.empty();
    }
  }

  private String[] words(String[] more) {
    var words = new ArrayList<>(List.of(migration));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static List<String> keyed(String verb, String... more) {
    var words = new ArrayList<>(List.of(verb));
    words.addAll(List.of(more));
    words.addAll(List.of("--idempotency-key", verb + "-1"));
    return words;
  }

  private void said(List<String> words) {
    await(String.join(" ", words)).atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50)).until(() -> answered(words));
  }

  private boolean answered(List<String> words) {
    var said = console.cmc(words.toArray(String[]::new));
    if (said.code() != 0 && said.code() != UNREACHABLE && said.code() != TIMED_OUT) throw new AssertionError(text(words, said));
    return said.code() == 0;
  }

  private static String text(List<String> words, Said said) {
    return String.join(" ", words) + " ended with " + said.code() + "\n" + said.out() + said.err();
  }
}
