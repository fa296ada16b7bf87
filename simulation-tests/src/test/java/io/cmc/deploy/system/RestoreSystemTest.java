// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.WayBack;
import io.cmc.deploy.checker.Checker;
import io.cmc.deploy.checker.StoreWatch;
import io.cmc.sim.Network;
import io.cmc.sim.node.Limits;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Forward, back by the databases, and forward again to another domain; told in the order in which it happens. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoreSystemTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final String FIRST = "back-and-forth";
  private static final String SECOND = "forth-again";
  private static final String FRESH = "nextdomain";

  @TempDir private static Path folder;
  private static Site site;
  private static StoreWatch store;
  private static InProcess service;
  private static Console console;
  private static Caretaker caretaker;
  private static Map<String, Limits> limits;
  private static Map<String, Set<String>> contracts;

  @BeforeAll static void start() {
    site = Site.start(folder, network -> network.participants(2).domain(FRESH, 7));
    limits = each(site::limits);
    contracts = each(name -> site.contracts(name, Network.SOURCE));
    caretaker = new Caretaker(site.network());
    var database = ServiceDatabase.create();
    store = new StoreWatch(database);
    service = InProcess.start(folder.resolve("service"), database, new String[0]);
    console = service.console();
  }

  @AfterAll static void close() {
    service.close();
    site.close();
  }

  @Test @Order(1) void when_all_are_moved_only_the_databases_lead_back() {
    console.must(site.planning(FIRST, "--hold-before", "reopen", "--keep-source"));
    console.must("start", site.file(FIRST).toString(), "--reason", "a test");

    assertThat(console.awaitState(FIRST, MigrationState.AT_GATE).getWayBack()).isEqualTo(WayBack.RESTORE_ALL);
    assertThat(each(name -> site.contracts(name, Network.TARGET))).isEqualTo(contracts);
  }

  @Test @Order(2) void the_order_to_restore_names_the_migration_a_second_time() {
    var refused = console.cmc("restore", FIRST, "--confirm", "another", "--reason", "a test");

    assertThat(refused.code()).isEqualTo(3);
    assertThat(console.status(FIRST).orElseThrow().getState()).isEqualTo(MigrationState.AT_GATE);
  }

  @Test @Order(3) void no_database_is_replaced_before_all_participants_are_stopped() {
    console.must("restore", FIRST, "--confirm", FIRST, "--reason", "the ledger API of the target is too slow");
    console.awaitStatus(FIRST, s -> asked(s, "participantA", "to stop") && asked(s, "participantB", "to stop"));

    site.network().participant("participantA").stop();
    console.awaitStatus(FIRST, s -> position(s, "participantA").equals("STOPPED") && asked(s, "participantB", "to stop"));

    assertThat(console.audit(FIRST, "DatabaseRestored")).isEmpty();
    assertThat(console.must("status", FIRST).out()).contains("somebody to stop participantB");
  }

  @Test @Order(4) void then_all_databases_are_replaced_and_participants_are_started_by_whoever_is_asked() {
    site.network().participant("participantB").stop();
    console.awaitStatus(FIRST, s -> asked(s, "participantA", "to start") && asked(s, "participantB", "to start"));

    assertThat(console.audit(FIRST, "DatabaseRestored")).hasSize(2);
    assertThat(each(name -> site.contracts(name, Network.SOURCE))).isEqualTo(contracts);
    assertThat(each(name -> site.contracts(name, Network.TARGET)).values()).allSatisfy(none -> assertThat(none).isEmpty());
  }

  @Test @Order(5) void all_are_back_on_the_source_with_the_limits_of_before_the_backup() {
    console.awaitStatus(FIRST, s -> {
      caretaker.attend(s);
      return s.getState() == MigrationState.RESTORED;
    });

    assertThat(each(site::limits)).as("the backups held zeros").isEqualTo(limits).containsEntry("participantA", Limits.NONE);
    assertThat(site.network().source().connected()).hasSize(2);
    assertThat(site.network().target().connected()).isEmpty();
    assertThat(Checker.violations(store.evidence(FIRST, site.journal()))).isEmpty();
    assertThat(console.cmc("restore", FIRST, "--confirm", FIRST, "--reason", "again").err()).contains("WRONG_PHASE");
  }

  @Test @Order(6) void a_new_plan_to_a_fresh_domain_goes_to_the_end() {
    var calls = site.journal().size();
    console.must(site.planningTo(FRESH, SECOND, "--keep-source"));
    console.must("start", site.file(SECOND).toString(), "--reason", "a test");
    console.awaitState(SECOND, MigrationState.COMPLETED);

    assertThat(each(site::limits)).isEqualTo(limits);
    assertThat(each(name -> site.contracts(name, FRESH))).isEqualTo(contracts);
    assertThat(site.network().domain(FRESH).connected()).hasSize(2);
    assertThat(site.network().source().connected()).isEmpty();
    var since = site.journal();
    assertThat(Checker.violations(store.evidence(SECOND, since.subList(calls, since.size())))).isEmpty();
    store.mustBeWhole();
  }

  private static boolean asked(MigrationStatus status, String participant, String what) {
    return status.getParticipantsList().stream()
        .anyMatch(p -> p.getName().equals(participant) && p.getActivity().getWaitsFor().contains(what + " " + participant));
  }

  private static String position(MigrationStatus status, String participant) {
    return status.getParticipantsList().stream().filter(p -> p.getName().equals(participant)).findFirst().orElseThrow().getPosition();
  }

  private static <T> Map<String, T> each(Function<String, T> question) {
    return site.names().stream().collect(toMap(Function.identity(), question));
  }
}
