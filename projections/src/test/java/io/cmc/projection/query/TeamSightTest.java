// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.cmc.access.Actor;
import io.cmc.access.Grant;
import io.cmc.access.Grants;
import io.cmc.access.Role;
import io.cmc.access.Rule;
import io.cmc.access.Rules;
import io.cmc.access.Scope;
import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.GetPlanRequest;
import io.cmc.api.v1.GetStatusAtRequest;
import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.Incident;
import io.cmc.api.v1.ListIncidentsRequest;
import io.cmc.api.v1.ListMigrationsRequest;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.MigrationSummary;
import io.cmc.api.v1.OtherParticipants;
import io.cmc.api.v1.ParticipantStatus;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.event.Event;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.projection.RandomHistory;
import io.cmc.projection.RandomMigration;
import io.cmc.projection.ReadSide;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Histories with troubles of every kind, as one of three teams sees them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TeamSightTest {

  private static final List<String> SHARED = List.of("net-1", "net-2", "net-3");
  private static final String HIDDEN = "net-hidden";
  private static final Grants OURS = new Grants(Set.of(Grant.of(Role.VIEWER, "team-bank-1"), Grant.of(Role.AUDITOR, "team-bank-1")));
  private static final Grants ALL = new Grants(Set.of(Grant.everywhere(Role.AUDITOR)));
  private static final List<String> OTHERS = List.of("bank-2", "bank-3", HIDDEN);

  private final ReadSide readSide = ReadSide.create();
  private volatile Grants grants;
  private final Calls calls = new Calls(readSide, () -> new Actor("somebody", "Somebody", "test", grants));

  @BeforeAll void histories_of_several_teams() {
    var random = RandomHistory.random("TeamSightTest");
    var events = new ArrayList<Event>(RandomHistory.of(random, SHARED.size(), 3));
    events.addAll(RandomMigration.of(random, new MigrationId(HIDDEN), List.of(new NodeName("bank-2"), new NodeName("bank-3"))));
    var last = readSide.append(events);
    readSide.goLive();
    readSide.awaitLive(last);
  }

  @AfterAll void close() {
    calls.close();
    readSide.close();
  }

  @Test void no_answer_of_any_read_has_anothers_name_in_it() {
    grants = OURS;
    Rules.all().stream().filter(r -> !r.order() && r.scope() == Scope.WHAT_IS_SEEN).forEach(rule -> SHARED.forEach(migration ->
        assertThat(answers(rule, migration)).as(rule.name()).isNotEmpty().allSatisfy(TeamSightTest::namesNobodyElse)));
  }

  @Test void the_same_answers_have_it_for_whoever_may_see_all() {
    grants = ALL;
    Rules.all().stream().filter(r -> !r.order() && r.scope() == Scope.WHAT_IS_SEEN && !Set.of("ListMigrations", "ListReads", "ListIncidents").contains(r.method()))
        .forEach(rule -> assertThat(SHARED.stream().map(m -> answers(rule, m).toString())).as(rule.name()).anySatisfy(told -> assertThat(told).contains("bank-2")));
  }

  @Test void nor_has_any_moment_of_before() {
    grants = OURS;
    for (var migration : SHARED) {
      var last = at(migration, 1).getLastSequence();
      for (long sequence = 1; sequence <= last; sequence += 23) {
        assertThat(at(migration, sequence)).satisfies(TeamSightTest::namesNobodyElse);
      }
    }
  }

  @Test void the_course_is_told_whole_and_the_others_are_counted() {
    for (var migration : SHARED) {
      var whole = as(ALL, migration);
      var ours = as(OURS, migration);

      assertThat(ours.getParticipantsList()).extracting(ParticipantStatus::getName).containsExactly("bank-1");
      assertThat(ours.getOthersList().stream().mapToInt(OtherParticipants::getParticipants).sum()).isEqualTo(2);
      assertThat(ours.getPhasesList()).isEqualTo(whole.getPhasesList());
      assertThat(ours).extracting(MigrationStatus::getState, MigrationStatus::getPhase, MigrationStatus::getWayBack, MigrationStatus::getOpenIncidents)
          .containsExactly(whole.getState(), whole.getPhase(), whole.getWayBack(), whole.getOpenIncidents());
      assertThat(ours.getParticipants(0).toBuilder().clearActivity().build()).isEqualTo(whole.getParticipants(0).toBuilder().clearActivity().build());
    }
  }

  @Test void the_plan_holds_the_teams_own_participants_and_says_how_many_there_are_besides() {
    grants = OURS;
    var plan = calls.queries().getPlan(GetPlanRequest.newBuilder().setMigration("net-1").build());

    assertThat(plan.getPlan().getParticipantsList()).singleElement().satisfies(p -> assertThat(p.getName()).isEqualTo("bank-1"));
    assertThat(plan.getOtherParticipants()).isPositive();
    assertThat(plan.getPlan().getSource().hasAdmin() || plan.getPlan().getSource().hasDatabase() || plan.getPlan().getTarget().hasAdmin()).isFalse();
  }

  @Test void pages_are_the_same_entries_as_all_at_once_and_none_of_them_is_anothers() {
    grants = ALL;
    var expected = audit("", 1000).stream().filter(ours()).map(AuditEntry::getPosition).toList();
    grants = OURS;

    assertThat(audit("", 1000)).extracting(AuditEntry::getPosition).isEqualTo(expected);
    assertThat(audit("", 7)).extracting(AuditEntry::getPosition).isEqualTo(expected);
    assertThat(audit(HIDDEN, 1000)).isEmpty();
  }

  private static Predicate<AuditEntry> ours() {
    return e -> SHARED.contains(e.getMigration()) && Set.of("", "@domains", "bank-1").contains(e.getParticipant());
  }

  @Test void how_far_the_store_is_is_not_told() {
    grants = OURS;
    var none = calls.queries().readAudit(ReadAuditRequest.newBuilder().setMigration(HIDDEN).setAfterPosition(3).build());

    assertThat(none.getLastPosition()).isEqualTo(3);
  }

  @Test void migrations_and_incidents_are_listed_in_pages_without_those_of_others() {
    grants = OURS;

    assertThat(migrations(1)).containsExactlyInAnyOrderElementsOf(SHARED).isEqualTo(migrations(100));
    assertThat(incidents(1)).isEqualTo(incidents(100));
    assertThat(calls.queries().listMigrations(ListMigrationsRequest.newBuilder().setParticipant("bank-2").build()).getMigrationsList())
        .as("nothing is found by the name of another's participant").isEmpty();
    assertThat(calls.queries().listIncidents(ListIncidentsRequest.newBuilder().setParticipant("bank-2").build()).getIncidentsList()).isEmpty();
  }

  @Test void what_has_no_doorkeeper_sees_nothing() {
    assertThat(Views.sight().reach().isNothing()).isTrue();
  }

  private List<Message> answers(Rule rule, String migration) {
    return calls.answers(rule.call().replaceAll("#.*", ""), Question.of(rule, migration));
  }

  private static void namesNobodyElse(Message answer) {
    OTHERS.forEach(name -> assertThat(answer.toString()).doesNotContain(name));
  }

  private io.cmc.api.v1.StatusAt at(String migration, long sequence) {
    return calls.queries().getStatusAt(GetStatusAtRequest.newBuilder().setMigration(migration).setSequence(sequence).setAround(5).build());
  }

  private MigrationStatus as(Grants whose, String migration) {
    grants = whose;
    return calls.queries().getStatus(GetStatusRequest.newBuilder().setMigration(migration).build());
  }

  private List<AuditEntry> audit(String migration, int limit) {
    var all = new ArrayList<AuditEntry>();
    for (long after = 0; ; ) {
      var page = calls.queries().readAudit(ReadAuditRequest.newBuilder().setMigration(migration).setAfterPosition(after).setLimit(limit).build());
      all.addAll(page.getEntriesList());
      if (page.getEntriesCount() < limit) return all;
      after = page.getLastPosition();
    }
  }

  private List<String> migrations(int size) {
    var all = new ArrayList<String>();
    var token = "";
    do {
      var page = calls.queries().listMigrations(ListMigrationsRequest.newBuilder().setPageSize(size).setPageToken(token).build());
      page.getMigrationsList().stream().map(MigrationSummary::getMigration).forEach(all::add);
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return all;
  }

  private List<String> incidents(int size) {
    var all = new ArrayList<String>();
    var token = "";
    do {
      var page = calls.queries().listIncidents(ListIncidentsRequest.newBuilder().setPageSize(size).setPageToken(token).build());
      Stream.of(page).flatMap(p -> p.getIncidentsList().stream()).map(Incident::getIncident).forEach(all::add);
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return all;
  }
}
