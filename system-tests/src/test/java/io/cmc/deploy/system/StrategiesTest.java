// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.system;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.Phase;
import io.cmc.sim.Network;
import io.cmc.sim.node.Edition;
import io.cmc.sim.node.Limits;
import io.cmc.sim.node.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Traffic is closed and opened in three ways; each is walked to the end and back again. */
class StrategiesTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  @TempDir private static Path data;
  private static InProcess service;
  private static Console console;

  @TempDir private Path folder;
  private Site site;

  @BeforeAll static void start() {
    service = InProcess.start(data);
    console = service.console();
  }

  @AfterAll static void close() {
    service.close();
  }

  @AfterEach void leave() {
    site.close();
  }

  private void community() {
    site = Site.start(folder, network -> network.release(Release.V2_8).edition(Edition.COMMUNITY).participants(2));
  }

  private void enterprise() {
    site = Site.start(folder, network -> network.participants(2));
  }

  @Test void a_community_network_is_closed_and_opened_by_the_rates_of_its_domains() throws IOException {
    community();
    var source = rate(Network.SOURCE);
    var target = rate(Network.TARGET);

    console.must(site.planning("by-rate", "--keep-source"));
    console.must("start", site.file("by-rate").toString());
    console.awaitState("by-rate", MigrationState.COMPLETED);

    assertThat(Files.readString(site.file("by-rate"))).contains("closing: DOMAIN_RATE");
    assertThat(site.journal("UpdateResourceLimits")).isEmpty();
    assertThat(site.journal("AuthorizeDomainParametersChange")).extracting(e -> e.node() + " " + String.join(",", e.effects()))
        .startsWith("olddomain maxRatePerParticipant=0", "newdomain maxRatePerParticipant=0").endsWith("newdomain maxRatePerParticipant=" + target);
    assertThat(rate(Network.TARGET)).isEqualTo(target);
    assertThat(source).isPositive();
    assertThat(site.network().target().connected()).hasSize(2);
  }

  @Test void outside_closing_waits_for_a_person_to_say_closed_and_later_open() {
    community();

    console.must(site.planning("by-people", "--closing", "outside", "--keep-source"));
    console.must("start", site.file("by-people").toString());
    console.awaitStatus("by-people", s -> s.getPhase() == Phase.QUIESCE && s.getDomains().getState().equals("WAITING"));
    console.must("confirm", "by-people", "ingress-closed", "--reference", "change 1");
    var atReopen = console.awaitStatus("by-people", s -> s.getPhase() == Phase.REOPEN && s.getDomains().getState().equals("WAITING"));
    console.must("confirm", "by-people", "ingress-open", "--reference", "change 2");
    console.awaitState("by-people", MigrationState.COMPLETED);

    assertThat(atReopen.getDomains().getWaitsFor()).isNotBlank();
    assertThat(site.journal("UpdateResourceLimits")).isEmpty();
    assertThat(site.journal("AuthorizeDomainParametersChange")).isEmpty();
    assertThat(site.network().target().connected()).hasSize(2);
    assertThat(console.audit("by-people", "ExternallyConfirmed")).extracting(e -> e.getDetailJson()).anyMatch(d -> d.contains("change 1"))
        .anyMatch(d -> d.contains("change 2"));
  }

  @Test void an_abort_restores_limits_and_connections_and_another_plan_goes_to_the_end() {
    enterprise();
    var limits = limits();
    turnBackFromTheGate("back-limits", "participant-limits");

    assertThat(limits()).isEqualTo(limits).containsEntry("participantA", Limits.NONE);
    assertThat(site.network().source().connected()).hasSize(2);
    assertThat(site.journal("MigrateDomain")).isEmpty();

    console.must(site.planning("again", "--keep-source"));
    console.must("start", site.file("again").toString());
    console.awaitState("again", MigrationState.COMPLETED);
    assertThat(limits()).isEqualTo(limits);
    assertThat(site.names()).allSatisfy(name -> assertThat(site.network().journal().completedMoves(name)).isEqualTo(1));
  }

  @Test void an_abort_restores_the_rates_of_both_domains() {
    enterprise();
    var source = rate(Network.SOURCE);
    var target = rate(Network.TARGET);
    turnBackFromTheGate("back-rate", "domain-rate");

    assertThat(rate(Network.SOURCE)).isEqualTo(source).isPositive();
    assertThat(rate(Network.TARGET)).isEqualTo(target).isPositive();
    assertThat(site.network().source().connected()).hasSize(2);
    assertThat(site.journal("MigrateDomain")).isEmpty();
  }

  @Test void an_abort_with_outside_closing_asks_for_ingress_to_be_opened_again() {
    enterprise();
    var limits = limits();
    console.must(site.planning("back-people", "--closing", "outside", "--hold-before", "move-contracts"));
    console.must("start", site.file("back-people").toString());
    console.awaitStatus("back-people", s -> s.getPhase() == Phase.QUIESCE && s.getDomains().getState().equals("WAITING"));
    console.must("confirm", "back-people", "ingress-closed", "--reference", "change 3");
    console.awaitState("back-people", MigrationState.AT_GATE);
    console.must("abort", "back-people", "--reason", "a test");
    console.awaitStatus("back-people", s -> s.getState() == MigrationState.ABORTING && s.getDomains().getState().equals("WAITING"));
    assertThat(site.network().source().connected()).hasSize(2);
    console.must("confirm", "back-people", "ingress-open", "--reference", "change 4");
    console.awaitState("back-people", MigrationState.ABORTED);

    assertThat(limits()).isEqualTo(limits);
    assertThat(site.journal("UpdateResourceLimits")).isEmpty();
  }

  private void turnBackFromTheGate(String migration, String closing) {
    console.must(site.planning(migration, "--closing", closing, "--hold-before", "move-contracts"));
    console.must("start", site.file(migration).toString());
    console.awaitState(migration, MigrationState.AT_GATE);
    assertThat(site.network().source().connected()).isEmpty();
    console.must("abort", migration, "--reason", "a test");
    console.awaitState(migration, MigrationState.ABORTED);
  }

  private long rate(String domain) {
    return site.network().domain(domain).parameters().getMaxRatePerParticipant();
  }

  private Map<String, Limits> limits() {
    return site.names().stream().collect(toMap(Function.identity(), site::limits));
  }
}
