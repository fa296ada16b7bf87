// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.cmc.api.v1.Incident;
import io.cmc.api.v1.ListIncidentsRequest;
import io.cmc.event.IncidentEvent.IncidentAcknowledged;
import io.cmc.event.IncidentEvent.IncidentClosed;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.event.MigrationEvent.MigrationAmended;
import io.cmc.event.MigrationEvent.ParticipantExcluded;
import io.cmc.id.IncidentId;
import io.cmc.plan.Amendment;
import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.GetPlanRequest;
import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.ListMigrationsRequest;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationSummary;
import io.cmc.api.v1.ParticipantStatus;
import io.cmc.api.v1.Phase;
import io.cmc.api.v1.Problem;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.api.v1.ReplayProgress;
import io.cmc.api.v1.ReplayRequest;
import io.cmc.api.v1.WayBack;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.BackupTaken;
import io.cmc.event.JourneyEvent.LimitsLowered;
import io.cmc.event.JourneyEvent.LimitsSaved;
import io.cmc.event.JourneyEvent.PingsAnswered;
import io.cmc.event.MigrationEvent.GateHeld;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.event.MigrationEvent.MigrationStarted;
import io.cmc.event.MigrationEvent.PhaseBegan;
import io.cmc.event.OrderEvent.OrderRefused;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.projection.ReadSide;
import io.cmc.projection.SamplePlan;
import io.cmc.proof.BackupProof;
import io.cmc.proof.PingResult;
import io.cmc.proof.ResourceLimits;
import io.cmc.proof.SavedSettings;
import io.cmc.rejection.ProblemCode;
import io.cmc.wire.PlanMessage;
import io.cmc.wire.ProtoTime;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationQueriesServiceTest {

  private static final Instant AT = Instant.parse("2026-03-07T06:00:00.123456Z");
  private static final NodeName ALFA = new NodeName("alfa");
  private static final NodeName BRAVO = new NodeName("bravo");

  private final ReadSide readSide = ReadSide.create();
  private final Calls calls = new Calls(readSide);

  @AfterEach void close() {
    calls.close();
    readSide.close();
  }

  @Test void the_status_shows_every_participant_with_what_is_proved_of_it() {
    var m = new MigrationId("net-1");
    var saved = new SavedSettings(new ResourceLimits(Optional.empty(), Optional.of(20), 0.75), false, List.of());
    var backup = new BackupProof(BackupStrategy.PG_DUMP, "/var/b", 41, "9f", Duration.ofMillis(371_500), AT, 12);
    given(planned("net-1", ALFA, BRAVO), new MigrationStarted(m, SamplePlan.HASH, AT), new PhaseBegan(m, io.cmc.journey.Phase.QUIESCE, AT),
        new LimitsSaved(m, ALFA, saved, AT), new LimitsLowered(m, ALFA, AT), new BackupTaken(m, BRAVO, backup, AT),
        new PingsAnswered(m, BRAVO, List.of(new PingResult(ALFA, true, Duration.ofMillis(1_200))), AT),
        new GateHeld(m, io.cmc.journey.Phase.MOVE_CONTRACTS, AT));

    var status = calls.queries().getStatus(GetStatusRequest.newBuilder().setMigration("net-1").build());

    assertThat(status.getState()).isEqualTo(MigrationState.AT_GATE);
    assertThat(status.getGate()).isEqualTo(Phase.MOVE_CONTRACTS);
    assertThat(status.getWayBack()).isEqualTo(WayBack.FREE);
    assertThat(status.getWaitsFor()).isEqualTo("the gate before MOVE_CONTRACTS to be released");
    assertThat(status.getAsOfPosition()).isEqualTo(8);
    assertThat(status.getPlannedAt().getNanos()).isEqualTo(123_456_000);
    assertThat(status.getParticipantsList()).extracting(ParticipantStatus::getName, ParticipantStatus::getPosition)
        .containsExactly(org.assertj.core.api.Assertions.tuple("alfa", "QUIESCED"), org.assertj.core.api.Assertions.tuple("bravo", "VERIFIED"));
    var alfa = status.getParticipants(0);
    assertThat(alfa.getSavedLimits().hasMaxDirtyRequests()).as("absent means no limit").isFalse();
    assertThat(alfa.getSavedLimits().getMaxRate()).isEqualTo(20);
    assertThat(alfa.getLimitsNow().getMaxDirtyRequests()).isZero();
    assertThat(alfa.getLimitsNow().hasMaxDirtyRequests()).isTrue();
    assertThat(status.getParticipants(1).getBackup().getTook().getNanos()).isEqualTo(500_000_000);
    assertThat(status.getPingsList()).singleElement().satisfies(p -> assertThat(p.getFrom() + p.getTo() + p.getAnswered()).isEqualTo("bravoalfatrue"));
  }

  @ParameterizedTest @ValueSource(strings = {"unknown", "", "Not A Name!"})
  void an_unknown_migration_is_answered_with_a_problem_and_its_remedy(String name) throws InvalidProtocolBufferException {
    var refusal = refused(() -> calls.queries().getStatus(GetStatusRequest.newBuilder().setMigration(name).build()));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    var problem = StatusProto.fromThrowable(refusal).getDetails(0).unpack(Problem.class);
    assertThat(problem.getCode()).isEqualTo(ProblemCode.MIGRATION_NOT_FOUND.name());
    assertThat(problem.getRemedy()).isEqualTo(ProblemCode.MIGRATION_NOT_FOUND.remedy());
    assertThat(problem.getFound()).isEqualTo("\"" + name + "\"");
  }

  @Test void migrations_are_listed_newest_first_page_by_page_and_by_participant() {
    given(IntStream.rangeClosed(1, 5).mapToObj(i -> planned("net-" + i, i % 2 == 0 ? ALFA : BRAVO)).toArray(Event[]::new));

    var first = calls.queries().listMigrations(ListMigrationsRequest.newBuilder().setPageSize(2).build());
    var second = calls.queries().listMigrations(ListMigrationsRequest.newBuilder().setPageSize(2).setPageToken(first.getNextPageToken()).build());
    var third = calls.queries().listMigrations(ListMigrationsRequest.newBuilder().setPageSize(2).setPageToken(second.getNextPageToken()).build());

    assertThat(first.getMigrationsList()).extracting(MigrationSummary::getMigration).containsExactly("net-5", "net-4");
    assertThat(second.getMigrationsList()).extracting(MigrationSummary::getMigration).containsExactly("net-3", "net-2");
    assertThat(third.getMigrationsList()).extracting(MigrationSummary::getMigration).containsExactly("net-1");
    assertThat(third.getNextPageToken()).isEmpty();
    assertThat(first.getMigrations(0).getWaitsFor()).isEqualTo("an order to start");
    assertThat(calls.queries().listMigrations(ListMigrationsRequest.newBuilder().setParticipant("alfa").build()).getMigrationsList())
        .extracting(MigrationSummary::getMigration).containsExactly("net-4", "net-2");
  }

  @Test void the_plan_is_the_one_that_was_kept_with_everything_in_it() {
    given(planned("net-1", ALFA, BRAVO));

    var answer = calls.queries().getPlan(GetPlanRequest.newBuilder().setMigration("net-1").build());

    assertThat(answer.getPlanHash()).isEqualTo(SamplePlan.HASH.value());
    assertThat(answer.getPlan()).isEqualTo(PlanMessage.of(SamplePlan.of(new MigrationId("net-1"), List.of(ALFA, BRAVO), ClosingStrategy.OUTSIDE)));
    assertThat(answer.getPlan().getAllFields().keySet()).as("a field that is never set is a field that was forgotten")
        .extracting(f -> f.getName()).containsExactlyInAnyOrder("migration", "source", "target", "participants", "closing", "verification",
            "hold_before", "pace", "soak", "backup_folder", "terms");
    assertThat(answer.getPlan().getSource().getAdmin().getToken().getEnv()).isEqualTo("TOKEN");
    assertThat(answer.getPlan().getParticipants(0).getDatabase().getPassword().getFile()).isEqualTo("/run/secrets/db");
  }

  @Test void incidents_are_listed_newest_first_and_only_open_ones_where_that_is_asked_for() {
    var m = new MigrationId("net-1");
    var problem = io.cmc.rejection.Problem.of(ProblemCode.SPACE_SHORT, "12 GB", "3 GB");
    given(planned("net-1", ALFA), new IncidentOpened(m, ALFA, new IncidentId("net-1/alfa~1"), problem, AT),
        new IncidentOpened(m, NodeName.DOMAINS, new IncidentId("net-1~1"), problem, AT),
        new IncidentAcknowledged(m, NodeName.DOMAINS, new IncidentId("net-1~1"), "mine", AT),
        new IncidentClosed(m, ALFA, new IncidentId("net-1/alfa~1"), "it goes on", AT));

    var all = calls.queries().listIncidents(ListIncidentsRequest.newBuilder().setPageSize(1).build());
    var rest = calls.queries().listIncidents(ListIncidentsRequest.newBuilder().setPageSize(1).setPageToken(all.getNextPageToken()).build());
    var open = calls.queries().listIncidents(ListIncidentsRequest.newBuilder().setOpenOnly(true).build());
    var alfas = calls.queries().listIncidents(ListIncidentsRequest.newBuilder().setMigration("net-1").setParticipant("alfa").build());

    assertThat(all.getIncidentsList()).extracting(Incident::getIncident).containsExactly("net-1~1");
    assertThat(rest.getIncidentsList()).extracting(Incident::getIncident).containsExactly("net-1/alfa~1");
    assertThat(rest.getNextPageToken()).isEmpty();
    assertThat(open.getIncidentsList()).singleElement().satisfies(i -> {
      assertThat(i.getIncident()).isEqualTo("net-1~1");
      assertThat(i.getProblem().getRemedy()).isEqualTo(ProblemCode.SPACE_SHORT.remedy());
      assertThat(i.getProblem().getNode()).isEmpty();
      assertThat(i.getAcknowledgedBy()).isNotBlank();
      assertThat(i.getComments(0).getText()).isEqualTo("mine");
    });
    assertThat(alfas.getIncidentsList()).singleElement().satisfies(i -> assertThat(i.getClosedBecause()).isEqualTo("it goes on"));
    assertThat(calls.queries().getStatus(GetStatusRequest.newBuilder().setMigration("net-1").build()).getOpenIncidents()).isEqualTo(1);
  }

  @Test void the_plan_is_as_it_was_amended_and_without_who_was_excluded_under_the_hash_that_was_reviewed() {
    var m = new MigrationId("net-1");
    var plan = SamplePlan.of(m, List.of(ALFA, BRAVO), ClosingStrategy.OUTSIDE)
        .amended(new Amendment(Optional.empty(), Optional.of(Duration.ofSeconds(7)), Optional.empty(), java.util.Map.of(), java.util.Map.of()));
    given(planned("net-1", ALFA, BRAVO), new MigrationStarted(m, SamplePlan.HASH, AT), new MigrationAmended(m, List.of(), plan, AT),
        new ParticipantExcluded(m, BRAVO, AT));

    var answer = calls.queries().getPlan(GetPlanRequest.newBuilder().setMigration("net-1").build());

    assertThat(answer.getPlanHash()).isEqualTo(SamplePlan.HASH.value());
    assertThat(answer.getPlan()).isEqualTo(PlanMessage.of(plan.without(BRAVO)));
    assertThat(answer.getPlan().getVerification().getPingTimeout().getSeconds()).isEqualTo(7);
    assertThat(answer.getPlan().getParticipantsList()).singleElement().satisfies(p -> assertThat(p.getName()).isEqualTo("alfa"));
  }

  @Test void the_audit_trail_is_read_on_from_where_it_was_left() {
    var m = new MigrationId("net-1");
    var problem = io.cmc.rejection.Problem.of(ProblemCode.WRONG_PHASE, "a started migration", "a planned one");
    given(planned("net-1", ALFA), new OrderRefused(m, "", "HoldMigration", problem, AT), planned("net-2", BRAVO),
        new MigrationStarted(m, SamplePlan.HASH, AT), new LimitsLowered(m, ALFA, AT));

    var first = audit(ReadAuditRequest.newBuilder().setLimit(3));
    var second = audit(ReadAuditRequest.newBuilder().setLimit(3).setAfterPosition(3));

    assertThat(first).extracting(AuditEntry::getPosition).containsExactly(1L, 2L, 3L);
    assertThat(second).extracting(AuditEntry::getKind).containsExactly("MigrationStarted", "LimitsLowered");
    assertThat(first.get(1).getOutcome()).isEqualTo("refused");
    assertThat(first.get(1).getSummary()).contains(problem.sentence()).endsWith(problem.remedy());
    assertThat(first.getFirst().getActor()).isEqualTo("Op 1 (operator-1)");
    assertThat(first.getFirst().getReason()).isEqualTo("because of 1");
    assertThat(first.getFirst().getDetailJson()).startsWith("{\"migration\":\"net-1\",\"plan\":{");
    assertThat(audit(ReadAuditRequest.newBuilder().setMigration("net-1").addKinds("OrderRefused").addKinds("LimitsLowered")))
        .extracting(AuditEntry::getPosition).containsExactly(2L, 5L);
    assertThat(audit(ReadAuditRequest.newBuilder().setParticipant("alfa"))).extracting(AuditEntry::getPosition).containsExactly(5L);
    assertThat(audit(ReadAuditRequest.newBuilder().setActor("operator-1"))).extracting(AuditEntry::getPosition).containsExactly(1L, 4L);
    assertThat(calls.queries().readAudit(ReadAuditRequest.newBuilder().setAfterPosition(5).build()).getLastPosition()).isEqualTo(5);
  }

  @Test void the_audit_trail_is_asked_by_time_and_by_the_order_that_set_it_in_motion() {
    var m = new MigrationId("net-1");
    given(IntStream.rangeClosed(1, 25).mapToObj(i -> i == 1 ? planned("net-1", ALFA) : new LimitsLowered(m, ALFA, AT.plusSeconds(i))).toArray(Event[]::new));

    assertThat(audit(ReadAuditRequest.newBuilder().setFrom(ProtoTime.of(AT.plusSeconds(4))).setTo(ProtoTime.of(AT.plusSeconds(7)))))
        .as("the end is not within").extracting(AuditEntry::getPosition).containsExactly(4L, 5L, 6L);
    var tree = audit(ReadAuditRequest.newBuilder().setOrder("c-1").setActor("Op 1"));
    assertThat(tree).extracting(AuditEntry::getPosition).containsExactly(10L, 13L, 16L, 19L);
    assertThat(tree).allSatisfy(e -> assertThat(e.getActorSubject() + "/" + e.getActorName()).isEqualTo("operator-1/Op 1"));
    assertThat(audit(ReadAuditRequest.newBuilder().setOrder(tree.getFirst().getEventId()))).as("named by an event of it")
        .extracting(AuditEntry::getPosition).containsExactly(10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L);
    assertThat(audit(ReadAuditRequest.newBuilder().setOrder("of nobody"))).isEmpty();
  }

  @Test void what_pages_of_a_filtered_trail_hold_is_what_is_in_it_while_more_events_come() {
    var m = new MigrationId("net-1");
    given(IntStream.rangeClosed(1, 30).mapToObj(i -> i == 1 ? planned("net-1", ALFA) : new LimitsLowered(m, i % 2 == 0 ? ALFA : BRAVO, AT)).toArray(Event[]::new));
    var asked = ReadAuditRequest.newBuilder().setParticipant("alfa").addKinds("LimitsLowered").addKinds("MigrationPlanned").setActor("operator-0").setLimit(3);

    var first = calls.queries().readAudit(asked.build());
    readSide.awaitLive(readSide.append(List.of(new LimitsLowered(m, ALFA, AT), new LimitsLowered(m, ALFA, AT), new LimitsLowered(m, ALFA, AT),
        new LimitsLowered(m, BRAVO, AT))));
    var second = calls.queries().readAudit(asked.setAfterPosition(first.getLastPosition()).build());
    var third = calls.queries().readAudit(asked.setAfterPosition(second.getLastPosition()).build());

    assertThat(first.getEntriesList()).extracting(AuditEntry::getPosition).containsExactly(6L, 12L, 18L);
    assertThat(second.getEntriesList()).extracting(AuditEntry::getPosition).containsExactly(24L, 30L, 33L);
    assertThat(third.getEntriesList()).isEmpty();
    assertThat(third.getLastPosition()).as("what was looked through is not looked through again").isEqualTo(34);
  }

  @Test void every_question_to_the_audit_trail_has_its_index() {
    var sql = readSide.sql();
    sql.update("insert into audit_entry select 1, n, 'e' || n, now() + n * interval '1 s', 'K' || n % 50, 'net-' || n % 50, 'p-' || n % 500, "
        + "case n % 100 when 0 then 'o-' || n % 7 else 'service' end, case n % 100 when 0 then 'O ' || n % 7 else 'service' end, '', '', '', 'c-' || n / 20, '', '', 'done', '{}' "
        + "from generate_series(1, 50000) n");
    sql.execute("analyze audit_entry");

    for (var index : List.of("participant", "subject", "name", "kind", "correlation")) {
      var condition = switch (index) {
        case "participant" -> "participant <> '' and participant = 'p-3'";
        case "subject" -> "actor_subject = 'o-3' and actor_subject <> 'service'";
        case "name" -> "actor_name = 'O 3' and actor_name <> actor_subject";
        case "kind" -> "kind = 'K3'";
        default -> "correlation_id = 'c-3'";
      };
      assertThat(String.join(" ", sql.queryForList("explain select position from audit_entry where generation = 1 and position > 5 and " + condition
          + " order by position limit 100", String.class))).contains("audit_entry_by_" + index).doesNotContain("Sort");
    }
  }

  @Test void an_actor_of_more_teams_than_an_index_holds_is_found_by_each_of_them() {
    readSide.sql().update("insert into audit_entry select 1, n, 'e' || n, now(), 'K', 'net-1', '', 'o', 'O', '', '', '', 'c', '', '', 'done', '{}', teams from generate_series(1, 2) n, "
        + "(select string_agg(md5(t::text), ',' order by md5(t::text)) as teams from generate_series(1, 1000) t) many");

    for (var team : List.of("c4ca4238a0b923820dcc509a6f75849b", "a9b7ba70783b617e9998dc4dd82eb3c5")) { // of 1 and of 1000
      assertThat(audit(ReadAuditRequest.newBuilder().setTeam(team))).extracting(AuditEntry::getPosition).containsExactly(1L, 2L);
    }
    assertThat(audit(ReadAuditRequest.newBuilder().setTeam("c4ca"))).isEmpty();
  }

  @Test void impossible_questions_are_refused_with_what_was_expected() {
    assertThat(refused(() -> calls.queries().listMigrations(ListMigrationsRequest.newBuilder().setPageToken("x").build())).getStatus())
        .extracting(Status::getCode, Status::getDescription)
        .containsExactly(Status.Code.INVALID_ARGUMENT, "QUESTION_UNREADABLE: expected a page_token of an earlier answer, but found x");
    assertThat(refused(() -> audit(ReadAuditRequest.newBuilder().setLimit(-1))).getStatus().getDescription())
        .isEqualTo("QUESTION_UNREADABLE: expected limit from 1 to 1000, but found -1");
    assertThat(refused(() -> audit(ReadAuditRequest.newBuilder().setFrom(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE)))).getStatus().getDescription())
        .isEqualTo("QUESTION_UNREADABLE: expected a time of the years 1 to 9999, but found " + Long.MAX_VALUE + " s");
    assertThat(refused(() -> audit(ReadAuditRequest.newBuilder().addAllKinds(Collections.nCopies(101, "K")))).getStatus().getDescription())
        .isEqualTo("QUESTION_UNREADABLE: expected at most 100 kinds, but found 101");
    assertThat(refused(() -> calls.upkeep().replay(ReplayRequest.newBuilder().setReadModel("x").build()).next()).getStatus().getDescription())
        .isEqualTo("QUESTION_UNREADABLE: expected one of [audit, incident, status] or nothing for all, but found x");
  }

  @Test void a_replay_of_all_models_tells_how_far_each_is() {
    given(planned("net-1", ALFA), planned("net-2", BRAVO));
    readSide.sql().update("update audit_entry set summary = 'damaged'");

    var told = new ArrayList<ReplayProgress>();
    calls.upkeep().replay(ReplayRequest.getDefaultInstance()).forEachRemaining(told::add);

    assertThat(told).filteredOn(ReplayProgress::getComplete).extracting(ReplayProgress::getReadModel).containsExactly("audit", "incident", "status");
    assertThat(told).allSatisfy(p -> assertThat(p.getPosition()).isEqualTo(2));
    assertThat(audit(ReadAuditRequest.newBuilder())).extracting(AuditEntry::getSummary).doesNotContain("damaged");
  }

  private void given(Event... events) {
    var last = readSide.append(List.of(events));
    readSide.goLive();
    readSide.awaitLive(last);
  }

  private List<AuditEntry> audit(ReadAuditRequest.Builder asked) {
    return calls.queries().readAudit(asked.build()).getEntriesList();
  }

  private static StatusRuntimeException refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call);
  }

  private static Event planned(String name, NodeName... participants) {
    var m = new MigrationId(name);
    return new MigrationPlanned(m, SamplePlan.of(m, List.of(participants), ClosingStrategy.OUTSIDE), SamplePlan.HASH, AT);
  }
}
