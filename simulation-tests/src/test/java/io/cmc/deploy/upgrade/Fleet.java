// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.upgrade;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.deploy.system.Console;
import io.cmc.deploy.system.Site;
import io.cmc.sim.Network;
import io.cmc.sim.journal.JournalEntry;
import io.cmc.sim.node.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The nodes of one migration: how they were before it, and whether they are as they shall be after it. */
final class Fleet implements AutoCloseable {

  private static final Duration SOON = Duration.ofMillis(200);

  private final Site site;
  private final Map<String, Limits> limits;
  private final Map<String, Set<String>> contracts;

  private Fleet(Site site) {
    this.site = site;
    this.limits = each(site::limits);
    this.contracts = each(name -> site.contracts(name, Network.SOURCE));
  }

  static Fleet of(Site site) {
    return new Fleet(site);
  }

  static Fleet start(Path folder, int participants, long seed) {
    return new Fleet(Site.start(folder, network -> network.participants(participants).seed(seed).domainTimeouts(SOON, SOON, SOON)));
  }

  Site site() {
    return site;
  }

  void begin(Console console, String migration, String... more) {
    console.must(site.planning(migration, Stream.concat(Stream.of("--keep-source"), Stream.of(more)).toArray(String[]::new)));
    console.must("start", site.file(migration).toString(), "--reason", "a test");
  }

  /** Calls that changed a node. */
  List<JournalEntry> effects() {
    return site.journal().stream().filter(JournalEntry::effective).toList();
  }

  /** Number of the last call that reached a node. */
  long lastCall() {
    return site.journal().stream().mapToLong(JournalEntry::seq).max().orElse(0);
  }

  /** Instances of the service that made such calls. */
  Set<String> callers(Predicate<JournalEntry> which) {
    return site.journal().stream().filter(which).map(call -> call.caller().replaceAll(" .*", "")).collect(Collectors.toSet());
  }

  /** All are home, each moved once, with everything that was theirs. */
  void judge() {
    assertThat(each(name -> site.network().journal().completedMoves(name)).values()).as("moves of each").containsOnly(1L);
    assertThat(site.journal("MigrateDomain").stream().filter(JournalEntry::effective).collect(groupingBy(JournalEntry::node)).values())
        .hasSameSizeAs(site.names()).allSatisfy(moves -> assertThat(moves).hasSize(1));
    assertThat(each(site::limits)).as("limits as before").isEqualTo(limits);
    assertThat(each(name -> site.contracts(name, Network.TARGET))).as("contracts").isEqualTo(contracts);
    assertThat(site.network().target().connected()).hasSameSizeAs(site.names());
  }

  /** What a node saw twice, pings aside. */
  List<String> repeated() {
    return effects().stream().filter(e -> !e.method().endsWith("/ping")).collect(groupingBy(e -> e.node() + " " + e.method() + " " + e.effects()))
        .entrySet().stream().filter(e -> e.getValue().size() > 1).map(Map.Entry::getKey).toList();
  }

  Map<String, Limits> limits() {
    return limits;
  }

  <T> Map<String, T> each(Function<String, T> question) {
    return site.names().stream().collect(toMap(Function.identity(), question));
  }

  @Override public void close() {
    site.close();
  }
}
