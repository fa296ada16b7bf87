// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cmc.api.v1.MigrationState;
import io.cmc.deploy.system.Console;
import io.cmc.deploy.system.Site;
import io.cmc.sim.Network;
import io.cmc.sim.NetworkBuilder;
import io.cmc.sim.journal.JournalEntry;
import io.cmc.sim.node.Limits;
import io.cmc.store.seal.ChainCheck;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One migration that is to survive something, and what must be true at its end whatever it met. */
final class Voyage {

  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Site site;
  private final String migration;
  private final Map<String, Limits> limits;
  private final Map<String, Set<String>> contracts;

  Voyage(Site site, String migration) {
    this.site = site;
    this.migration = migration;
    this.limits = each(site::limits);
    this.contracts = each(name -> site.contracts(name, Network.SOURCE));
  }

  String name() {
    return migration;
  }

  /** A network whose domains wait for nobody for long, so that little of a run is spent on waiting for a drain to be proved. */
  static Site site(Path folder, UnaryOperator<NetworkBuilder> shape) {
    return Site.start(folder, network -> shape.apply(network.domainTimeouts(SOON, SOON, SOON)));
  }

  /** Planned and started, with the source kept. @param more words of {@code cmc plan} */
  void begin(Console console, String... more) {
    console.must(site.planning(migration, Stream.concat(Stream.of("--keep-source"), Stream.of(more)).toArray(String[]::new)));
    console.must("start", site.file(migration).toString(), "--reason", "a test");
  }

  /** It ended well: nodes, events and chain tell the same story, and nothing happened twice. */
  void judge(DataSource database) {
    judgeNodes();
    judgeEvents(JdbcClient.create(database), new ChainCheck(database));
  }

  /** As {@link #judge}, of a migration that turned back. */
  void judgeAborted(DataSource database) {
    assertThat(repeated()).as("effects that a node saw twice").isEmpty();
    assertThat(each(site::limits)).isEqualTo(limits);
    assertThat(site.network().source().connected()).hasSameSizeAs(site.names());
    judgeEvents(JdbcClient.create(database), new ChainCheck(database));
  }

  void judgeNodes() {
    assertThat(each(name -> site.network().journal().completedMoves(name)).values()).as("moves of each").containsOnly(1L);
    assertThat(repeated()).as("effects that a node saw twice").isEmpty();
    assertThat(each(site::limits)).as("limits as before").isEqualTo(limits);
    assertThat(each(name -> site.contracts(name, Network.TARGET))).as("contracts").isEqualTo(contracts);
    assertThat(site.network().target().connected()).hasSameSizeAs(site.names());
  }

  /** Pings may be repeated, and limits are set three times to other numbers. */
  private List<String> repeated() {
    return site.journal().stream().filter(JournalEntry::effective).filter(e -> !e.method().endsWith("/ping"))
        .collect(groupingBy(e -> e.node() + " " + e.method() + " " + e.effects())).entrySet().stream()
        .filter(e -> e.getValue().size() > 1).map(Map.Entry::getKey).toList();
  }

  private void judgeEvents(JdbcClient store, ChainCheck chain) {
    await("all is sealed").atMost(Duration.ofSeconds(20)).until(() -> number(store, "select count(*) from domain_event_entry where global_index not in (select global_index from event_seal)") == 0);
    assertThat(chain.verify().fault()).as("chain of hashes").isEmpty();
    assertThat(number(store, "select count(*) - max(position) from event_seal")).as("gaps").isZero();
    assertThat(store.sql("select aggregate_identifier from domain_event_entry where type is not null group by 1 having max(sequence_number) + 1 <> count(*)")
        .query(String.class).list()).as("streams with holes").isEmpty();
    assertThat(number(store, "select count(*) from dead_letter_entry")).as("events that did not fit").isZero();
    assertThat(number(store, "select count(*) from durable_work where migration = '" + migration + "'")).as("work that is left").isZero();
    assertThat(site.journal()).filteredOn(JournalEntry::effective).allSatisfy(call -> assertThat(intents(store, call)).as("intents before %s", call).isPositive());
  }

  /** Clocks of the simulator and the service are the same; a domain's calls are intended by the migration. */
  private long intents(JdbcClient store, JournalEntry call) {
    return store.sql("select count(*) from event_json where kind = 'StepIntended' and node = ? and stored_at <= ?")
        .params(call.node().startsWith("participant") ? call.node() : "@domains", Timestamp.from(call.at())).query(Long.class).single();
  }

  /** The whole history of each stream is read and applied before an order is refused where all has ended. */
  void judgeHistory(Console console) {
    assertThat(console.cmc("hold", migration, "--reason", "a test").err()).contains("WRONG_PHASE");
    site.names().forEach(name -> assertThat(console.cmc("retry", migration, name).err()).contains("NOT_PARKED"));
  }

  /** How many events of a kind there are. */
  long events(DataSource database, String kind) {
    return JdbcClient.create(database).sql("select count(*) from event_json where kind = ? and migration = ?").params(kind, migration)
        .query(Long.class).single();
  }

  /** However slow the machine is that this runs on. */
  void arrive(Console console) {
    await("the end of " + migration).atMost(PATIENCE).pollInterval(Duration.ofMillis(200))
        .until(() -> console.status(migration).filter(s -> s.getState() == MigrationState.COMPLETED).isPresent());
  }

  private static long number(JdbcClient store, String sql) {
    return store.sql(sql).query(Long.class).single();
  }

  private <T> Map<String, T> each(Function<String, T> question) {
    return site.names().stream().collect(toMap(Function.identity(), question));
  }
}
