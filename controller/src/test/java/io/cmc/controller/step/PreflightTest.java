// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.step.FakeParticipant.Link;
import io.cmc.controller.step.StepRun.Result;
import io.cmc.id.SynchronizerId;
import io.cmc.journey.Assignment;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.proof.CheckResult;
import io.cmc.proof.ResourceLimits;
import io.cmc.rejection.Finding;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.rejection.Severity;
import io.cmc.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PreflightTest {

  /** What must be wrong for a check to fail, and what its finding must name. */
  static Stream<Arguments> failures() {
    return Stream.concat(ofParticipants(), ofDomains());
  }

  private static Stream<Arguments> ofParticipants() {
    return Stream.of(
        fails(Check.PARTICIPANT_REACHABLE, t -> fail(t, "A.facts", Kind.PERMANENT, ProblemCode.NOT_AUTHORISED), "as the test wants it"),
        fails(Check.PARTICIPANT_UID, t -> t.a.uid = t.network.uid("X"), "X::1220cc"),
        fails(Check.PARTICIPANT_ACTIVE, t -> t.a.active = false, "passive"),
        fails(Check.RELEASE_KNOWN, t -> t.a.release = "unknown", "unknown"),
        fails(Check.PROTOCOL_VERSION_SUPPORTED, t -> t.a.supportedVersions = Set.of(4), "[4]"),
        fails(Check.PROTOCOL_VERSIONS_TOLD, t -> {
          t.a.supportedVersions = Set.of();
          t.a.release = "3.4.0";
        }, "does not tell"),
        fails(Check.TOPOLOGY_DELIVERED, t -> t.a.topologyPending = 3, "3 entries"),
        fails(Check.SOURCE_CONFIGURED, t -> t.a.links.clear(), "configured for []"),
        fails(Check.SOURCE_CONNECTED, t -> t.a.link("olddomain").connected = false, "connected to []"),
        fails(Check.SOURCE_HEALTHY, t -> t.a.link("olddomain").healthy = false, "olddomain (not healthy)"),
        fails(Check.SOURCE_ALIAS_MEANS_SOURCE, t -> t.a.link("olddomain").id = new SynchronizerId("x::1220"), "x::1220"),
        fails(Check.TARGET_ALIAS_FRESH, t -> t.a.links.put("newdomain", link("y::1220", false)), "configured already"),
        fails(Check.TARGET_NOT_KNOWN, t -> t.a.links.put("other", link(t.network.target.id.value(), true)), "known as other"),
        fails(Check.OTHER_DOMAINS_STAY, t -> t.a.links.put("other", link("y::1220", true)), "[other]"),
        fails(Check.LIMITS_READABLE, t -> fail(t, "A.limits", Kind.PERMANENT, ProblemCode.NODE_REFUSED), "as the test wants it"),
        fails(Check.LIMITS_SETTABLE, t -> t.a.limits = new ResourceLimits(Optional.of(100), Optional.empty(), 0.5), "very likely"),
        fails(Check.LIMITS_NOT_ZERO, t -> t.a.limits = ChangingStepsTest.closed(), "no ping could be answered"),
        fails(Check.RATE_SEEN_BY_PARTICIPANT, t -> {
          t.plan.closing = ClosingStrategy.DOMAIN_RATE;
          t.network.source.rate = Optional.empty();
        }, "before protocol version 4"),
        fails(Check.IN_FLIGHT_COUNTED, t -> t.a.inFlight = Optional.empty(), "one that does not"),
        fails(Check.PARTIES_LISTED, t -> fail(t, "A.parties", Kind.PERMANENT, ProblemCode.NODE_REFUSED), "as the test wants it"),
        fails(Check.DRAIN_WITHIN_LIMIT, t -> t.plan.drainLimit = Duration.ofSeconds(120), "120.0 s"),
        fails(Check.LEDGER_NAMED, t -> t.plan.ledgers = false, "none"),
        fails(Check.LEDGER_REACHABLE, t -> fail(t, "A.contracts", Kind.PERMANENT, ProblemCode.WRONG_PORT), "as the test wants it"),
        fails(Check.DATABASE_NAMED, t -> t.plan.databases = false, "none in the plan"),
        fails(Check.BACKUP_POSSIBLE, t -> t.plan.backup = BackupStrategy.TEMPLATE_COPY, "TEMPLATE_COPY"),
        fails(Check.BACKUP_BY_OTHERS, t -> t.plan.backup = BackupStrategy.CONFIRM, "somebody else"),
        fails(Check.SPOKEN_TO_BY_TLS, t -> t.plan.tls = Optional.empty(), "source's admin API source:5002, database db:5432/olddomain, target's admin API target:5002"),
        fails(Check.PLAIN_ON_THIS_MACHINE, t -> {
          t.plan.tls = Optional.empty();
          t.plan.databaseHost = "127.0.0.1";
        }, "on this machine: database 127.0.0.1:5432/olddomain"),
        fails(Check.CERTIFICATES_LAST, t -> t.network.certificates.put("A:5006", Map.of("the certificate of A", t.network.clock.instant().plus(Duration.ofDays(13)))),
            "the certificate of A ends at "));
  }

  private static Stream<Arguments> ofDomains() {
    return Stream.of(
        fails(Check.SOURCE_ADMIN_NAMED, t -> t.plan.sourceAdmin = false, "none"),
        fails(Check.SOURCE_ADMIN_REACHABLE, t -> fail(t, "source.id", Kind.PERMANENT, ProblemCode.WRONG_PORT), "as the test wants it"),
        fails(Check.SOURCE_ADMIN_IS_SOURCE, t -> t.network.source.id = new SynchronizerId("x::1220"), "x::1220"),
        fails(Check.NO_STRANGERS_CONNECTED, t -> t.network.source.alsoConnected.add("stranger::1220"), "[stranger::1220]"),
        fails(Check.NO_STRANGERS_KNOWN, t -> t.network.source.alsoKnown.add("sleeper::1220"), "[sleeper::1220]"),
        fails(Check.SOURCE_ENTRANCE_ANSWERS, t -> fail(t, "source.facts", Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE), "as the test wants it"),
        fails(Check.SOURCE_ENTRANCE_IS_SOURCE, t -> t.network.source.id = new SynchronizerId("x::1220"), "x::1220"),
        fails(Check.SOURCE_PROTOCOL_VERSION, t -> t.network.source.protocolVersion = 3, "3"),
        fails(Check.TARGET_REACHABLE, t -> fail(t, "target.facts", Kind.PERMANENT, ProblemCode.NODE_UNREACHABLE), "as the test wants it"),
        fails(Check.TARGET_ID_AS_PLANNED, t -> t.plan.targetId = new SynchronizerId("x::1220"), "newdomain::1220bb"),
        fails(Check.TARGET_PROTOCOL_VERSION, t -> t.network.target.protocolVersion = 7, "7"),
        fails(Check.PROTOCOL_VERSION_HIGHER, t -> t.network.target.protocolVersion = 4, "protocol version 4"),
        fails(Check.DOMAINS_DIFFER, t -> t.plan.targetId = t.network.source.id, "twice"),
        fails(Check.UNIQUE_KEYS_COMPARED, t -> fail(t, "source.facts", Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE), "no answer"),
        fails(Check.UNIQUE_KEYS_AGREE, t -> t.network.target.uniqueKeys = false, "false"),
        fails(Check.NO_SERVICE_AGREEMENT, t -> t.network.target.agreement = "terms-1", "terms-1"),
        fails(Check.TARGET_ADMIN_REACHABLE, t -> fail(t, "target.id", Kind.PERMANENT, ProblemCode.WRONG_PORT), "as the test wants it"),
        fails(Check.TARGET_ADMIN_IS_TARGET, t -> t.plan.targetId = new SynchronizerId("x::1220"), "newdomain::1220bb"),
        fails(Check.TARGET_LETS_ALL_IN, t -> t.network.target.notAllowed.add("B::1220cc"), "[B]"),
        fails(Check.TARGET_LETS_SOME_IN, t -> t.network.target.notAllowed.addAll(Set.of("A::1220cc", "B::1220cc", "C::1220cc")), "may be an open domain"),
        fails(Check.SOURCE_RATE_SETTABLE, t -> rates(t).source.rate = Optional.empty(), "before protocol version 4"),
        fails(Check.TARGET_RATE_SETTABLE, t -> {
          rates(t);
          t.plan.targetAdmin = false;
        }, "none"),
        fails(Check.RATES_NOT_ZERO, t -> rates(t).target.rate = Optional.of(0), "a rate of 0"));
  }

  @ParameterizedTest @MethodSource("failures")
  void a_check_that_fails_says_what_was_expected_what_was_found_and_what_to_do(Check check, Consumer<Trial> wrong, String named) {
    var trial = new Trial();
    wrong.accept(trial);

    var finding = all(trial).filter(f -> f.check().equals(check.title())).findFirst();

    assertThat(finding).isPresent();
    assertThat(finding.get().severity()).isEqualTo(check.severity());
    assertThat(finding.get().problem().found()).contains(named);
    assertThat(finding.get().problem().expected()).isNotBlank();
    assertThat(finding.get().problem().remedy()).isNotBlank();
    assertThat(trial.network.journal).isEmpty();
  }

  @ParameterizedTest @EnumSource(Check.class)
  void every_check_passes_on_a_network_that_is_as_it_should_be(Check check) {
    var trial = new Trial();
    trial.a.release = "2.10.6";

    assertThat(all(trial)).extracting(Finding::check).doesNotContain(check.title());
  }

  @Test void the_source_is_asked_with_the_certificates_that_a_participant_holds_for_it() {
    var trial = new Trial();
    trial.network.source.authority = Optional.of("the source's authority");
    assertThat(all(trial)).extracting(Finding::check).contains(Check.UNIQUE_KEYS_COMPARED.title());

    trial.network.participant("B").link("olddomain").trusted = trial.network.source.authority;
    trial.network.target.uniqueKeys = false;

    assertThat(all(trial)).extracting(Finding::check).contains(Check.UNIQUE_KEYS_AGREE.title()).doesNotContain(Check.UNIQUE_KEYS_COMPARED.title());
  }

  @Test void before_it_counts_a_silent_source_is_waited_for_a_moment_and_blocks_then() {
    var trial = new Trial();
    fail(trial, "source.facts", Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE);
    assertThat(trial.onDomains(new Assignment.CheckDomains(true))).isInstanceOf(Result.Later.class);

    trial.network.clock.pass(Duration.ofMinutes(1));

    assertThat(checkDomains(trial, true).findings()).filteredOn(Finding::blocks).extracting(Finding::check)
        .containsExactly(Check.UNIQUE_KEYS_COMPARED.title());
  }

  @Test void a_target_that_lets_nobody_in_by_name_may_be_open_and_does_not_block() {
    var trial = new Trial();
    trial.network.target.notAllowed.addAll(Set.of("A::1220cc", "B::1220cc", "C::1220cc"));

    assertThat(checkDomains(trial, true).passes()).isTrue();
  }

  @Test void who_was_excluded_is_no_stranger_on_the_source() {
    var trial = new Trial();
    trial.plan.aside = List.of("C");

    var checked = trial.reached(trial.onDomains(new Assignment.CheckDomains(true)), Report.DomainsChecked.class);

    assertThat(checked.result().findings()).noneMatch(f -> f.toString().contains("also ["));
  }

  @Test void every_check_has_a_failing_test_and_there_are_at_least_25() {
    var tried = failures().map(row -> (Check) row.get()[0]).collect(Collectors.toSet());

    assertThat(tried).containsExactlyInAnyOrder(Check.values());
    assertThat(tried).hasSizeGreaterThanOrEqualTo(25);
  }

  @Test void each_api_of_a_participant_without_tls_is_named() {
    var trial = new Trial();
    trial.plan.tls = Optional.empty();

    assertThat(checkA(trial, true).findings()).filteredOn(f -> f.check().equals(Check.SPOKEN_TO_BY_TLS.title())).singleElement()
        .satisfies(f -> assertThat(f.problem().found()).endsWith("admin API A:5006, ledger API A:5005, database db:5432/A"));
  }

  @Test void a_target_whose_public_api_is_spoken_to_without_tls_is_shown_by_its_address() {
    var trial = new Trial();
    trial.plan.sequencer = "http://new:5003";

    assertThat(all(trial)).filteredOn(f -> f.check().equals(Check.SPOKEN_TO_BY_TLS.title())).singleElement()
        .satisfies(f -> assertThat(f.problem().found()).endsWith("target's public API new:5003"));
  }

  @Test void certificates_that_last_are_no_matter() {
    var trial = new Trial();
    trial.network.certificates.put("A:5006", Map.of("the certificate of A", trial.network.clock.instant().plus(Duration.ofDays(15))));

    assertThat(all(trial)).extracting(Finding::check).doesNotContain(Check.CERTIFICATES_LAST.title());
  }

  @Test void what_was_read_on_the_way_is_kept_as_facts() {
    var trial = new Trial();

    assertThat(checkA(trial, false).facts()).containsEntry("uid", "A::1220cc").containsEntry("release", "2.10.5")
        .containsEntry("protocol versions", "[4, 5, 7]").containsEntry("drain span", "120.0 s").containsEntry("contracts", "3")
        .containsEntry("parties", "1").containsEntry("source connects", "by itself").containsEntry("backup", "PG_DUMP")
        .containsKeys("limits", "in flight", "other domains");
    assertThat(checkDomains(trial, false).facts()).containsEntry("source", "olddomain::1220aa, protocol version 4")
        .containsEntry("target", "newdomain::1220bb, protocol version 5").containsEntry("connected to source", "3");
  }

  @Test void what_backups_find_is_passed_on() {
    var trial = new Trial();
    var finding = new Finding("pg-dump", Severity.BLOCK, Problem.of(ProblemCode.CLIENT_TOOL_UNFIT, "pg_dump 15", "14"));
    trial.backups.against.add(finding);

    assertThat(checkA(trial, false).findings()).contains(finding);
    assertThat(checkDomains(trial, false).findings()).contains(finding);
  }

  @Test void limits_of_0_or_open_source_matter_only_where_limits_close() {
    var trial = new Trial();
    trial.plan.closing = ClosingStrategy.OUTSIDE;
    trial.a.limits = new ResourceLimits(Optional.of(100), Optional.empty(), 0.5);

    assertThat(checkA(trial, false).passes()).isTrue();
  }

  @Test void a_domain_that_is_not_connected_may_be_the_target_as_well() {
    var trial = new Trial();
    trial.a.links.put("sleeping", link(trial.network.target.id.value(), false));

    assertThat(checkA(trial, false).findings()).extracting(Finding::check).contains(Check.TARGET_NOT_KNOWN.title());
  }

  @Test void where_the_node_does_not_tell_its_protocol_versions_its_release_does() {
    var trial = new Trial();
    trial.a.supportedVersions = Set.of();
    trial.a.release = "2.9.7";
    assertThat(checkA(trial, false).facts()).containsEntry("protocol versions", "[5]");

    trial.plan.targetVersion = 7;
    assertThat(checkA(trial, false).findings()).extracting(Finding::check).contains(Check.PROTOCOL_VERSION_SUPPORTED.title());
  }

  @Test void a_participant_that_does_not_answer_is_a_finding_when_asked_and_tried_again_when_it_matters() {
    var trial = new Trial();
    fail(trial, "A.facts", Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE);

    assertThat(checkA(trial, false).passes()).isFalse();
    assertThatThrownBy(() -> checkA(trial, true)).isInstanceOf(NodeTrouble.class);
  }

  @Test void every_finding_of_one_node_is_told_at_once() {
    var trial = new Trial();
    trial.a.active = false;
    trial.a.topologyPending = 1;
    trial.a.link("olddomain").healthy = false;
    trial.plan.databases = false;

    assertThat(checkA(trial, true).findings()).filteredOn(Finding::blocks).hasSize(4);
  }

  private static Stream<Finding> all(Trial trial) {
    return Stream.concat(checkDomains(trial, false).findings().stream(), checkA(trial, false).findings().stream());
  }

  private static CheckResult checkA(Trial trial, boolean binding) {
    var sight = trial.look(new Assignment.CheckParticipant(binding));
    return ((Report.ParticipantChecked) ((Sight.Done) sight).report()).result();
  }

  private static CheckResult checkDomains(Trial trial, boolean binding) {
    return trial.reached(trial.onDomains(new Assignment.CheckDomains(binding)), Report.DomainsChecked.class).result();
  }

  private static Arguments fails(Check check, Consumer<Trial> wrong, String named) {
    return arguments(check, wrong, named);
  }

  private static void fail(Trial trial, String call, Kind kind, ProblemCode code) {
    trial.network.failAlways(call, FakeNetwork.trouble(kind, code));
  }

  private static FakeNetwork rates(Trial trial) {
    trial.plan.closing = ClosingStrategy.DOMAIN_RATE;
    return trial.network;
  }

  private static Link link(String id, boolean connected) {
    var link = new Link(new SynchronizerId(id), List.of("http://third:1"));
    link.connected = connected;
    return link;
  }
}
