// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.ParticipantPlan;
import io.cmc.proof.ResourceLimits;
import io.cmc.plan.Window;
import io.cmc.rejection.Finding;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.rejection.Severity;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SurveyTest {

  private static final ResourceLimits COMMUNITY = new ResourceLimits(Optional.of(100), Optional.empty(), 0.5);

  private final Case one = new Case("A", "B");

  @Test void a_bare_draft_is_resolved_by_looking_at_the_nodes() {
    var plan = one.resolve().plan().orElseThrow();

    assertThat(plan.source().id()).isEqualTo(one.network.source.id);
    assertThat(plan.source().protocolVersion()).isEqualTo(4);
    assertThat(plan.target().id()).isEqualTo(one.network.target.id);
    assertThat(plan.target().protocolVersion()).isEqualTo(5);
    assertThat(plan.target().alias()).hasToString("newdomain-net-7");
    assertThat(plan.participants()).extracting(p -> p.uid().value()).containsExactly("A::1220cc", "B::1220cc");
    assertThat(plan.closing()).isEqualTo(ClosingStrategy.PARTICIPANT_LIMITS);
    assertThat(plan.participants()).extracting(ParticipantPlan::backup).containsOnly(BackupStrategy.PG_DUMP);
    assertThat(plan.source().backup()).isEqualTo(BackupStrategy.PG_DUMP);
    assertThat(plan.keepSource()).isTrue();
    assertThat(one.network.journal).isEmpty();
    assertThat(one.network.probes).isEmpty();
  }

  /** What is wrong, the code of the finding, and what it names. */
  static Stream<Arguments> wrongs() {
    return Stream.of(
        wrong("no participant", c -> c.participants.clear(), ProblemCode.NO_PARTICIPANTS, "none"),
        wrong("a participant twice", c -> c.participants.add(c.participant("A")), ProblemCode.PARTICIPANT_TWICE, "2 times"),
        wrong("one address twice", c -> c.participants.add(c.participant("C", "A", Optional.empty())), ProblemCode.SAME_NODE, "A:5006"),
        wrong("one node behind two addresses", c -> c.b().uid = c.a().uid, ProblemCode.SAME_NODE, "[A, B]"),
        wrong("another node", c -> c.participants.set(0, c.participant("A", "A", Optional.of(new NodeUid("x::1220")))),
            ProblemCode.WRONG_NODE, "A::1220cc"),
        wrong("a participant that does not answer", c -> c.fails("B.facts", Kind.TRANSIENT), ProblemCode.NODE_UNREACHABLE, "B at B:5006"),
        wrong("a target that does not answer", c -> c.fails("target.facts", Kind.TRANSIENT), ProblemCode.TARGET_UNREACHABLE, ""),
        wrong("no address of the target", c -> c.sequencers = List.of(), ProblemCode.PLAN_NOT_RESOLVED, "none"),
        wrong("two domains behind the target", c -> c.sequencers = List.of("https://new:5003", "https://old:5001"),
            ProblemCode.TARGET_ID_DIFFERS, "olddomain::1220aa"),
        wrong("another target than drafted", c -> c.targetId = Optional.of(new SynchronizerId("x::1220")),
            ProblemCode.TARGET_ID_DIFFERS, "newdomain::1220bb"),
        wrong("another source than drafted", c -> c.sourceId = Optional.of(new SynchronizerId("x::1220")),
            ProblemCode.SOURCE_ID_DIFFERS, "olddomain::1220aa"),
        wrong("an alias that means two domains", c -> c.b().link("olddomain").id = new SynchronizerId("x::1220"),
            ProblemCode.SOURCE_ID_DIFFERS, "x::1220"),
        wrong("nobody connected to the source", c -> c.network.participants.values().forEach(p -> p.link("olddomain").connected = false),
            ProblemCode.PLAN_NOT_RESOLVED, "neither"),
        wrong("a source that does not answer", c -> c.fails("source.facts", Kind.TRANSIENT), ProblemCode.PLAN_NOT_RESOLVED, "neither"),
        wrong("the source as target", c -> c.sequencers = List.of("https://old:5001"), ProblemCode.SAME_DOMAIN, "olddomain::1220aa"),
        wrong("an equal protocol version", c -> c.network.target.protocolVersion = 4, ProblemCode.PROTOCOL_VERSION_NOT_HIGHER, "4"),
        wrong("a lower protocol version", c -> c.network.target.protocolVersion = 3, ProblemCode.PROTOCOL_VERSION_NOT_HIGHER, "3"),
        wrong("other unique keys", c -> c.network.target.uniqueKeys = false, ProblemCode.UNIQUE_KEYS_DIFFER, "false"),
        wrong("an alias that is taken", c -> {
          c.alias = Optional.of(new SynchronizerAlias("taken"));
          c.b().links.put("taken", c.link("y::1220", false));
        }, ProblemCode.ALIAS_TAKEN, "[B]"),
        wrong("a target that is known", c -> c.a().links.put("other", c.link("newdomain::1220bb", true)), ProblemCode.TARGET_KNOWN, "other"),
        wrong("a rate without admin APIs", c -> {
          c.closing = Optional.of(ClosingStrategy.DOMAIN_RATE);
          c.admins = false;
        }, ProblemCode.RATE_NOT_SETTABLE, "not both"));
  }

  @ParameterizedTest(name = "{0}") @MethodSource("wrongs")
  void what_cannot_be_resolved_is_told_and_there_is_no_plan(String what, Consumer<Case> wrong, ProblemCode code, String named) {
    wrong.accept(one);

    var surveyed = one.resolve();

    assertThat(surveyed.plan()).isEmpty();
    assertThat(surveyed.findings()).filteredOn(Finding::blocks).anySatisfy(finding -> {
      assertThat(finding.problem().code()).isEqualTo(code);
      assertThat(finding.problem().found()).contains(named);
      assertThat(finding.problem().remedy()).isNotBlank();
    });
    assertThat(one.network.journal).isEmpty();
  }

  @Test void backups_that_the_service_takes_are_proved_unless_the_draft_says_otherwise() {
    assertThat(one.resolve().plan().orElseThrow().terms().proveBackups()).isTrue();

    one.terms = new DraftPlan.Terms(Optional.empty(), Set.of(), Optional.of(false));
    assertThat(one.resolve().plan().orElseThrow().furtherTerms()).as("a plan without terms has the hash that it always had").isEmpty();

    one.terms = DraftPlan.Terms.OPEN;
    one.databases = false;
    assertThat(one.resolve().plan().orElseThrow().terms().proveBackups()).as("others take them").isFalse();
  }

  @Test void window_and_waivable_checks_are_kept_as_they_are_said() {
    var window = new Window(Instant.parse("2026-11-28T01:00:00Z"), Instant.parse("2026-11-28T05:00:00Z"), Duration.ofHours(1));
    one.terms = new DraftPlan.Terms(Optional.of(window), Set.of("no-strangers-known"), Optional.empty());

    var terms = one.resolve().plan().orElseThrow().terms();

    assertThat(terms.window()).contains(window);
    assertThat(terms.waivable()).containsExactly("no-strangers-known");
  }

  @Test void a_check_that_does_not_exist_or_does_not_block_cannot_be_waivable() {
    one.terms = new DraftPlan.Terms(Optional.empty(), Set.of("no-strangers", "ledger-named"), Optional.empty());

    var surveyed = one.resolve();

    assertThat(surveyed.plan()).isEmpty();
    assertThat(surveyed.findings()).filteredOn(Finding::blocks).extracting(f -> f.problem().found()).containsExactly("\"ledger-named\"", "\"no-strangers\"");
    assertThat(surveyed.findings().getFirst().problem().expected()).contains("no-strangers-known").doesNotContain("ledger-named");
  }

  @Test void a_participant_that_is_not_connected_is_warned_of_as_long_as_another_one_is() {
    one.b().link("olddomain").connected = false;

    var surveyed = one.resolve();

    assertThat(surveyed.plan()).isPresent();
    assertThat(surveyed.findings()).anySatisfy(f -> assertThat(f.problem().expected()).isEqualTo("B connected to olddomain"));
  }

  @Test void a_source_that_does_not_answer_is_believed_to_be_what_the_draft_says() {
    one.fails("source.facts", Kind.TRANSIENT);
    one.sourceVersion = Optional.of(4);

    assertThat(one.resolve().plan().orElseThrow().source().protocolVersion()).isEqualTo(4);
  }

  @Test void an_open_source_participant_closes_by_the_domains_where_they_can_be_asked() {
    one.b().limits = COMMUNITY;

    var surveyed = one.resolve();

    assertThat(surveyed.plan().orElseThrow().closing()).isEqualTo(ClosingStrategy.DOMAIN_RATE);
    assertThat(surveyed.findings()).anySatisfy(f -> assertThat(f.problem().found()).contains("DOMAIN_RATE", "very likely", "[B]"));
  }

  @Test void an_open_source_participant_closes_outside_where_the_domains_cannot() {
    one.b().limits = COMMUNITY;
    one.admins = false;
    assertThat(one.resolve().plan().orElseThrow().closing()).isEqualTo(ClosingStrategy.OUTSIDE);

    one.admins = true;
    one.network.source.protocolVersion = 3;
    assertThat(one.resolve().plan().orElseThrow().closing()).isEqualTo(ClosingStrategy.OUTSIDE);
  }

  @Test void a_strategy_that_is_asked_for_is_kept_and_warned_of() {
    one.b().limits = COMMUNITY;
    one.closing = Optional.of(ClosingStrategy.PARTICIPANT_LIMITS);

    var surveyed = one.resolve();

    assertThat(surveyed.plan().orElseThrow().closing()).isEqualTo(ClosingStrategy.PARTICIPANT_LIMITS);
    assertThat(surveyed.findings()).extracting(Finding::severity).contains(Severity.WARN);
  }

  @Test void a_dump_that_does_not_work_leaves_the_backup_to_somebody_else() {
    one.backups.against.add(new Finding("pg-dump", Severity.BLOCK, Problem.of(ProblemCode.CLIENT_TOOL_UNFIT, "pg_dump 15", "14")));

    var surveyed = one.resolve();

    assertThat(surveyed.plan().orElseThrow().participants()).extracting(ParticipantPlan::backup).containsOnly(BackupStrategy.CONFIRM);
    assertThat(surveyed.findings()).anySatisfy(f -> assertThat(f.problem().found()).contains("CONFIRM", "CLIENT_TOOL_UNFIT"));
  }

  @Test void a_database_that_is_not_named_is_backed_up_by_somebody_else_and_a_template_copy_only_when_asked_for() {
    one.databases = false;
    assertThat(one.resolve().plan().orElseThrow().participants()).extracting(ParticipantPlan::backup).containsOnly(BackupStrategy.CONFIRM);

    one.backup = Optional.of(BackupStrategy.TEMPLATE_COPY);
    one.participants.clear();
    one.participants.add(one.participant("A"));
    assertThat(one.resolve().plan().orElseThrow().participants().getFirst().backup()).isEqualTo(BackupStrategy.TEMPLATE_COPY);
  }

  @Test void an_alias_is_chosen_that_nobody_knows() {
    one.a().links.put("newdomain-net-7", one.link("y::1220", false));

    assertThat(one.resolve().plan().orElseThrow().target().alias()).hasToString("newdomain-net-7-2");
  }

  @Test void fifty_participants_are_looked_at_thirty_two_at_once_and_no_more() {
    var fleet = new Case(IntStream.range(0, 50).mapToObj(i -> "P" + i).toArray(String[]::new));
    var atOnce = new AtomicInteger();
    var most = new AtomicInteger();
    var meeting = new CountDownLatch(32);
    fleet.network.duringRead = call -> {
      if (!call.endsWith(".facts") || !call.startsWith("P")) return;
      most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      meeting.countDown();
      meet(meeting);
      atOnce.decrementAndGet();
    };

    assertThat(fleet.resolve().plan().orElseThrow().participants()).hasSize(50);
    assertThat(most).hasValue(32);
  }

  private static void meet(CountDownLatch meeting) {
    try {
      assertThat(meeting.await(10, TimeUnit.SECONDS)).as("32 at once").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Arguments wrong(String what, Consumer<Case> wrong, ProblemCode code, String named) {
    return arguments(what, wrong, code, named);
  }
}
