// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.Phase;
import io.cmc.sim.Network;
import io.cmc.sim.journal.JournalEntry;
import io.cmc.sim.node.Limits;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A whole migration as an operator does it, judged by what the nodes saw and by what is in their databases. */
class MigrationSystemTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final String MIGRATION = "move";
  private static final String NEW_ALIAS = "newdomain-move";
  private static final Limits SMALL = new Limits(4, 4, 0);

  @TempDir private static Path folder;
  private static Site site;
  private static InProcess service;
  private static Map<String, Limits> limitsBefore;
  private static Map<String, Set<String>> contractsBefore;
  private static Set<String> onSourceWhenRetired;
  private static Set<String> onTargetWhenRetired;

  @BeforeAll static void a_migration_from_plan_to_end() {
    site = Site.start(folder, network -> network.participants(3).seed(7));
    service = InProcess.start(folder.resolve("service"));
    limitsBefore = each(site::limits);
    contractsBefore = each(name -> site.contracts(name, Network.SOURCE));
    service.console().must(site.planning(MIGRATION));
    service.console().must("start", site.file(MIGRATION).toString(), "--reason", "test");
    service.console().awaitStatus(MIGRATION, MigrationSystemTest::asksToStopTheSource);
    onSourceWhenRetired = site.network().source().connected();
    onTargetWhenRetired = site.network().target().connected();
    site.network().source().stop();
    service.console().awaitState(MIGRATION, MigrationState.COMPLETED);
  }

  @AfterAll static void close() {
    service.close();
    site.close();
  }

  private static boolean asksToStopTheSource(MigrationStatus status) {
    return status.getPhase() == Phase.RETIRE && status.getDomains().getState().equals("WAITING");
  }

  @Test void every_node_saw_every_effective_call_once() {
    var repeated = site.journal().stream().filter(JournalEntry::effective)
        .collect(groupingBy(e -> e.node() + " " + e.method() + " " + e.effects())).entrySet().stream().filter(e -> e.getValue().size() > 1).toList();

    assertThat(repeated).isEmpty();
    assertThat(site.names()).allSatisfy(name -> {
      assertThat(effects(name, "UpdateResourceLimits")).hasSize(3);
      assertThat(effects(name, "DisconnectDomain")).containsExactly("disconnected olddomain");
      assertThat(effects(name, "ConnectDomain")).containsExactly("connected " + NEW_ALIAS);
      assertThat(effects(name, "ModifyDomain")).containsExactly("modified olddomain", "modified " + NEW_ALIAS);
      assertThat(effects(name, "ping")).hasSize(2);
    });
  }

  @Test void no_call_failed_where_nothing_was_wrong() {
    assertThat(site.journal()).isNotEmpty().allSatisfy(e -> assertThat(e.outcome()).as(e.toString()).isEqualTo("OK"));
  }

  @Test void each_participant_was_moved_exactly_once_and_asked_for_it_exactly_once() {
    assertThat(site.names()).hasSize(3).allSatisfy(name -> {
      assertThat(site.network().journal().completedMoves(name)).isEqualTo(1);
      assertThat(site.journal("MigrateDomain").stream().filter(e -> e.node().equals(name))).hasSize(1);
    });
  }

  @Test void no_phase_begins_on_any_participant_before_the_one_before_it_has_ended_on_all() {
    assertInOrder(limitsSetTo(limits -> limits.startsWith("limits=0/0/")), site.journal("DisconnectDomain"));
    assertInOrder(site.journal("DisconnectDomain"), site.journal("MigrateDomain"));
    assertInOrder(site.journal("MigrateDomain"), site.journal("ConnectDomain"));
    assertInOrder(site.journal("ConnectDomain"), small());
    assertInOrder(small(), site.journal("ping"));
    assertInOrder(site.journal("ping"), limitsSetTo(limits -> site.names().stream().anyMatch(n -> limits.equals(text(limitsBefore.get(n))))));
  }

  @Test void contracts_were_moved_only_when_every_backup_was_there() {
    var firstMove = site.journal("MigrateDomain").getFirst().at();

    assertThat(site.names()).allSatisfy(name -> {
      var copy = copyOf(name);
      assertThat(aliases(copy)).as("domains known to the copy").containsOnly(Map.entry(Network.SOURCE, "A"));
      assertThat(site.contractsIn(copy, Network.SOURCE)).isEqualTo(contractsBefore.get(name));
      assertThat(storedAt("BackupTaken", name)).isBefore(firstMove);
    });
  }

  @Test void pings_were_sent_under_small_limits_only_and_between_every_ordered_pair() {
    var pings = site.journal("ping");

    assertThat(pings).extracting(e -> e.node() + " to " + target(e)).containsExactlyInAnyOrder(
        "participantA to participantB", "participantA to participantC", "participantB to participantA",
        "participantB to participantC", "participantC to participantA", "participantC to participantB");
    assertThat(pings).allSatisfy(ping -> assertThat(limitsBefore(ping)).startsWith("limits=4/4/"));
  }

  @Test void limits_at_the_end_are_those_at_the_start_with_no_limit_and_the_burst_factor() {
    assertThat(limitsBefore.get("participantA")).isEqualTo(Limits.NONE);
    assertThat(limitsBefore.get("participantB")).isEqualTo(new Limits(500, 200, 0.25));
    assertThat(each(site::limits)).isEqualTo(limitsBefore);
  }

  @Test void every_participant_has_the_same_contracts_as_before_on_the_target_and_none_left_on_the_source() {
    assertThat(contractsBefore.values()).allSatisfy(contracts -> assertThat(contracts).isNotEmpty());
    assertThat(each(name -> site.contracts(name, Network.TARGET))).isEqualTo(contractsBefore);
    assertThat(each(name -> site.contracts(name, Network.SOURCE)).values()).allSatisfy(contracts -> assertThat(contracts).isEmpty());
  }

  @Test void the_source_was_asked_to_stop_only_when_nobody_was_on_it_and_all_were_on_the_target() {
    assertThat(onSourceWhenRetired).isEmpty();
    assertThat(onTargetWhenRetired).hasSize(3);
  }

  @Test void every_changing_call_that_a_node_saw_was_intended_before_by_an_event_in_the_store() {
    assertThat(site.journal()).isNotEmpty().allSatisfy(call ->
        assertThat(intents(call)).as("intents before %s", call).anyMatch(intent -> intent.contains(word(call))));
  }

  private static <T> Map<String, T> each(Function<String, T> question) {
    return site.names().stream().collect(toMap(Function.identity(), question));
  }

  private static void assertInOrder(List<JournalEntry> first, List<JournalEntry> then) {
    assertThat(first.stream().map(JournalEntry::node).distinct()).hasSize(3);
    assertThat(then.stream().map(JournalEntry::node).distinct()).hasSize(3);
    assertThat(first.getLast().seq()).isLessThan(then.getFirst().seq());
    assertThat(first).allSatisfy(e -> assertThat(e.ended()).isBefore(then.getFirst().at()));
  }

  private static List<String> effects(String node, String method) {
    return site.journal(method).stream().filter(e -> e.node().equals(node)).flatMap(e -> e.effects().stream()).toList();
  }

  private static List<JournalEntry> limitsSetTo(Predicate<String> which) {
    return site.journal("UpdateResourceLimits").stream().filter(e -> e.effects().stream().anyMatch(which)).toList();
  }

  private static List<JournalEntry> small() {
    return limitsSetTo(l -> l.startsWith("limits=" + SMALL.maxDirty() + "/" + SMALL.maxRate() + "/"));
  }

  private static String text(Limits limits) {
    return "limits=" + limits.maxDirty() + "/" + limits.maxRate() + "/" + limits.burst();
  }

  private static String target(JournalEntry ping) {
    return ping.effects().getFirst().replaceAll("pinged (\\w+)::.*", "$1");
  }

  /** What the pinging node was last set to before. */
  private static String limitsBefore(JournalEntry ping) {
    return site.journal("UpdateResourceLimits").stream().filter(e -> e.node().equals(ping.node()) && e.seq() < ping.seq())
        .reduce((earlier, later) -> later).orElseThrow().effects().getFirst();
  }

  private static String copyOf(String participant) {
    var url = site.network().databaseUrl(participant);
    var copies = Site.sql(url).sql("select datname from pg_database where datname like ?").param("cmc_backup_cmc-" + MIGRATION + "-" + participant + "-%")
        .query(String.class).list();
    assertThat(copies).as("copies of %s", participant).hasSize(1);
    return url.replaceAll("/[^/?]+(\\?|$)", "/" + copies.getFirst() + "$1");
  }

  private static Map<String, String> aliases(String database) {
    return Site.sql(database).sql("select domain_alias, status from participant_domain_connection_configs").query((r, n) -> Map.entry(r.getString(1), r.getString(2)))
        .list().stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Instant storedAt(String kind, String participant) {
    return service.store().sql("select stored_at from event_json where kind = ? and node = ?").params(kind, participant)
        .query((r, n) -> r.getTimestamp(1).toInstant()).single();
  }

  private static Stream<String> intents(JournalEntry call) {
    return service.store().sql("select payload ->> 'call' from event_json where kind = 'StepIntended' and node = ? and stored_at < ?")
        .params(call.node(), Timestamp.from(call.at())).query(String.class).list().stream();
  }

  /** What an intent says that leads to such a call. */
  private static String word(JournalEntry call) {
    return switch (call.method().replaceAll(".*/", "")) {
      case "UpdateResourceLimits" -> call.effects().getFirst().startsWith("limits=0/0/") ? "to 0 and 0" : "limits";
      case "DisconnectDomain" -> "disconnect " + call.node() + " from olddomain";
      case "ModifyDomain" -> call.effects().getFirst().equals("modified olddomain") ? "disconnect" : NEW_ALIAS;
      case "MigrateDomain", "PurgeDeactivatedDomain" -> "move the contracts of " + call.node();
      case "ConnectDomain" -> "connect " + call.node() + " to " + NEW_ALIAS;
      case "ping" -> "ping";
      default -> throw new AssertionError("a call that no migration makes: " + call);
    };
  }
}
