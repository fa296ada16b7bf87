// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cmc.access.Actor;
import io.cmc.access.Cell;
import io.cmc.access.Grant;
import io.cmc.access.Grants;
import io.cmc.access.Holding;
import io.cmc.access.Role;
import io.cmc.access.Rule;
import io.cmc.access.Rules;
import io.cmc.access.Scope;
import io.cmc.api.v1.Problem;
import io.cmc.event.Event;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.event.JourneyEvent.LimitsLowered;
import io.cmc.event.JourneyEvent.ParticipantEnrolled;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.event.MigrationEvent.MigrationStarted;
import io.cmc.event.MigrationEvent.PreflightBlocked;
import io.cmc.id.IncidentId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.projection.ReadSide;
import io.cmc.projection.SamplePlan;
import io.cmc.projection.reads.ReadLog;
import io.cmc.rejection.ProblemCode;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of docs/roles.md that is about a read, through the services themselves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadMatrixTest {

  private static final Instant AT = Instant.parse("2026-03-07T06:00:00Z");
  private static final String OWN = "net-own";
  private static final String SHARED = "net-shared";
  private static final NodeName ALFA = new NodeName("alfa");
  private static final NodeName BRAVO = new NodeName("bravo");

  private final ReadSide readSide = ReadSide.create();
  private volatile Actor caller;
  private final Calls calls = new Calls(readSide, () -> caller);

  @BeforeAll void migrations_are_there() {
    var last = readSide.append(Stream.concat(history(OWN, ALFA).stream(), history(SHARED, ALFA, BRAVO).stream()).toList());
    readSide.goLive();
    readSide.awaitLive(last);
    var log = readSide.bean(ReadLog.class);
    Stream.of(OWN, SHARED, "").forEach(m -> log.note(new Actor("reader-1", "Rita", "test"), "status", m));
    log.write();
  }

  private static List<Event> history(String name, NodeName... names) {
    var id = new MigrationId(name);
    var plan = new MigrationPlanned(id, SamplePlan.of(id, List.of(names), ClosingStrategy.PARTICIPANT_LIMITS), SamplePlan.HASH, AT);
    var enrolled = Arrays.stream(names).map(n -> (Event) new ParticipantEnrolled(id, n, ClosingStrategy.PARTICIPANT_LIMITS, BackupStrategy.PG_DUMP, AT));
    var problem = io.cmc.rejection.Problem.of(ProblemCode.FACT, "a fact", "another");
    var further = Arrays.stream(names).flatMap(n -> Stream.<Event>of(new LimitsLowered(id, n, AT),
        new IncidentOpened(id, n, new IncidentId(id + "/" + n + "~1"), problem, AT)));
    return Stream.of(Stream.<Event>of(plan), enrolled, Stream.<Event>of(new MigrationStarted(id, SamplePlan.HASH, AT),
        new PreflightBlocked(id, 1, List.of(names), AT)), further).flatMap(s -> s).toList();
  }

  @AfterAll void close() {
    calls.close();
    readSide.close();
  }

  static Stream<Arguments> cells() {
    return reads().flatMap(rule -> Arrays.stream(Role.values()).flatMap(role -> Arrays.stream(Holding.values()).map(held -> arguments(rule.name(), role, held, rule))));
  }

  private static Stream<Rule> reads() {
    return Rules.all().stream().filter(r -> !r.order() && r.scope() != Scope.OPEN);
  }

  @ParameterizedTest(name = "{0} by {1} {2}") @MethodSource("cells")
  void a_read_is_answered_as_the_table_says(String name, Role role, Holding held, Rule rule) {
    var migration = held == Holding.SHARED ? SHARED : OWN;
    caller = new Actor("somebody", "Somebody", "test", grants(role, held));

    assertThat(cell(rule, migration)).as("%s by %s, held %s", name, role, held.words()).isEqualTo(Cell.of(rule, role, held));
  }

  private static Grants grants(Role role, Holding held) {
    return switch (held) {
      case OWN, SHARED -> new Grants(Set.of(Grant.of(role, "team-alfa")));
      case OTHER -> new Grants(Set.of(Grant.of(role, "team-zulu")));
      case ALL -> new Grants(Set.of(Grant.everywhere(role)));
      case NONE -> Grants.NONE;
    };
  }

  /** What is not of one migration is told to those only who may have all. */
  private Cell cell(Rule rule, String migration) {
    try {
      var told = calls.answers(rule.call().replaceAll("#.*", ""), Question.of(rule, migration)).stream().map(Object::toString).collect(Collectors.joining());
      if (rule.scope() == Scope.ALL_TEAMS) return Cell.YES;
      if (!told.contains(migration)) return Cell.NOT_THERE;
      return migration.equals(SHARED) && !told.contains("bravo") ? Cell.PART : Cell.YES;
    } catch (StatusRuntimeException e) {
      return switch (code(e)) {
        case NOT_ALLOWED -> Cell.NOT_ALLOWED;
        case MIGRATION_NOT_FOUND -> Cell.NOT_THERE;
        case NOT_PUBLISHING -> Cell.YES;
        default -> throw e;
      };
    }
  }

  private static ProblemCode code(StatusRuntimeException e) {
    try {
      return ProblemCode.valueOf(StatusProto.fromThrowable(e).getDetails(0).unpack(Problem.class).getCode());
    } catch (com.google.protobuf.InvalidProtocolBufferException | RuntimeException none) {
      throw new AssertionError("a refusal without a problem: " + e, none);
    }
  }

  @Test void whoever_may_see_all_does_see_what_the_others_are_not_told() {
    caller = new Actor("somebody", "Somebody", "test", new Grants(Set.of(Grant.everywhere(Role.AUDITOR))));
    var nobodyIsNamed = Set.of("ListMigrations", "CompareRuns", "ReadAudit#export", "ListReads", "Export#all");

    reads().filter(r -> r.roles().contains(Role.AUDITOR) && r.scope() != Scope.ALL_TEAMS && !nobodyIsNamed.contains(r.method()))
        .forEach(rule -> assertThat(calls.answers(rule.call(), Question.of(rule, SHARED)).toString()).as(rule.name()).contains("bravo"));
  }

  @Test void of_a_migration_that_is_not_seen_is_told_word_for_word_what_is_told_of_none() {
    caller = new Actor("somebody", "Somebody", "test", new Grants(Set.of(Grant.of(Role.AUDITOR, "team-zulu"))));

    reads().filter(r -> r.scope() != Scope.ALL_TEAMS && r.roles().contains(Role.AUDITOR)).forEach(rule ->
        assertThat(told(rule, OWN).replace(OWN, "NAME")).as(rule.name()).isEqualTo(told(rule, "net-nil").replace("net-nil", "NAME")));
  }

  private String told(Rule rule, String migration) {
    try {
      return calls.answers(rule.call().replaceAll("#.*", ""), Question.of(rule, migration)).toString();
    } catch (StatusRuntimeException e) {
      return StatusProto.fromThrowable(e).toString();
    }
  }
}
