// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.controller.migration.People.ADAM;
import static io.cmc.controller.migration.People.ANNA;
import static io.cmc.controller.migration.People.BERT;
import static io.cmc.controller.migration.People.ONE;
import static io.cmc.controller.migration.People.OTTO;
import static io.cmc.controller.migration.People.ROOT;
import static io.cmc.controller.migration.People.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.access.Actor;
import io.cmc.access.Grant;
import io.cmc.access.Grants;
import io.cmc.access.Role;
import io.cmc.approval.ApprovalTerms;
import io.cmc.approval.Gate;
import io.cmc.approval.Policy;
import io.cmc.approval.Rule;
import io.cmc.approval.Scope;
import io.cmc.command.AcceptDifferences;
import io.cmc.command.ApproveMigration;
import io.cmc.command.ExcludeParticipant;
import io.cmc.command.HandleMigrationIncident;
import io.cmc.command.HoldMigration;
import io.cmc.command.NoteForeignChange;
import io.cmc.command.PlanMigration;
import io.cmc.command.ResumeMigration;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.activity.Decision.Accepted;
import io.cmc.controller.activity.Decision.Refused;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.process.Reaction;
import io.cmc.event.ApprovalEvent;
import io.cmc.event.ApprovalEvent.ApprovalExpired;
import io.cmc.event.ApprovalEvent.ApprovalGiven;
import io.cmc.event.ApprovalEvent.ApprovalRevoked;
import io.cmc.event.ApprovalEvent.DeedProposed;
import io.cmc.event.ApprovalEvent.GateCrossed;
import io.cmc.event.IncidentEvent.IncidentClosed;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.event.MigrationEvent;
import io.cmc.event.MigrationEvent.CheckWaived;
import io.cmc.event.MigrationEvent.DifferencesAccepted;
import io.cmc.event.MigrationEvent.MigrationStarted;
import io.cmc.event.MigrationEvent.ParticipantExcluded;
import io.cmc.event.MigrationEvent.PhaseBegan;
import io.cmc.event.MigrationEvent.PointOfNoReturnCrossed;
import io.cmc.id.NodeName;
import io.cmc.id.PlanHash;
import io.cmc.journey.IncidentDeed;
import io.cmc.journey.Phase;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What people try who want a migration to go on without the others. */
class TwoPairsOfEyesTest {

  private static final MigrationPlan PLAN = Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2);
  private static final PlanHash OTHER = new PlanHash("cd".repeat(32));

  private static People at(Gate... gates) {
    return new People(People.asking(PLAN, gates));
  }

  /** Under way, at the gate before the first point of no return. */
  private static People beforeTheMove() {
    var people = at(Gate.PNR_1);
    people.all.expect(people.startBy(OTTO));
    people.all.run();
    assertThat(people.at(Phase.MOVE_CONTRACTS)).as("it waits: %s", people.all).isTrue();
    return people;
  }

  private static void refused(Decision<MigrationEvent> decision, ProblemCode code) {
    assertThat(decision).isInstanceOfSatisfying(Refused.class, r -> {
      assertThat(r.problem().code()).isEqualTo(code);
      assertThat(r.problem().remedy()).isNotBlank();
    });
  }

  private static void stillWaits(People people) {
    people.all.run();
    assertThat(people.at(Phase.MOVE_CONTRACTS)).as("it still waits: %s", people.all).isTrue();
    assertThat(people.all.logged(PointOfNoReturnCrossed.class)).isEmpty();
  }

  @Test void with_two_others_who_approve_it_goes_on_by_itself_and_says_on_whose_word() {
    var people = beforeTheMove();

    people.all.expect(people.approve(ANNA, Gate.PNR_1));
    stillWaits(people);
    people.all.expect(people.approve(BERT, Gate.PNR_1));

    assertThat(people.all.logged(GateCrossed.class).toList()).singleElement().satisfies(e -> {
      assertThat(e.gate()).isEqualTo(Gate.PNR_1);
      assertThat(e.hash()).isEqualTo(Plans.HASH);
      assertThat(e.approvals()).extracting("subject").containsExactly("anna", "bert");
    });
    assertThat(people.all.logged(PhaseBegan.class).map(PhaseBegan::phase)).contains(Phase.MOVE_CONTRACTS);
  }

  @Test void who_planned_or_started_does_not_approve_it_with_whatever_role() {
    var people = beforeTheMove();

    refused(people.approve(OTTO, Gate.PNR_1), ProblemCode.OWN_REQUEST);
    stillWaits(people);
  }

  @Test void who_starts_does_not_count_among_those_who_approved_the_start() {
    var people = at(Gate.START);
    people.all.expect(people.approve(ROOT, Gate.START));
    people.all.expect(people.approve(ANNA, Gate.START));

    refused(people.startBy(ROOT), ProblemCode.APPROVALS_MISSING);
    people.all.expect(people.startBy(OTTO));

    assertThat(people.all.logged(MigrationStarted.class)).hasSize(1);
  }

  @Test void who_approved_and_then_starts_has_no_voice_at_the_gates_behind_either() {
    var people = at(Gate.PNR_1);
    people.all.expect(people.approve(ROOT, Gate.PNR_1));
    people.all.expect(people.startBy(ROOT));
    people.all.run();

    people.all.expect(people.approve(ANNA, Gate.PNR_1));

    stillWaits(people);
  }

  @Test void who_releases_the_gate_is_not_one_of_those_who_approved_it() {
    var people = new People(People.asking(Plans.gatesBefore(PLAN, Phase.MOVE_CONTRACTS), Gate.PNR_1));
    people.all.expect(people.startBy(OTTO));
    people.all.run();
    people.all.expect(people.approve(ROOT, Gate.PNR_1));
    people.all.expect(people.approve(ANNA, Gate.PNR_1));

    refused(people.release(ROOT, Phase.MOVE_CONTRACTS), ProblemCode.APPROVALS_MISSING);
    people.all.expect(people.release(OTTO, Phase.MOVE_CONTRACTS));

    assertThat(people.all.logged(GateCrossed.class)).hasSize(1);
  }

  @Test void an_admin_is_asked_like_everybody_and_forces_nothing() {
    var people = beforeTheMove();
    people.all.expect(people.approve(ADAM, Gate.PNR_1));

    refused(people.release(ROOT, Phase.MOVE_CONTRACTS), ProblemCode.APPROVALS_MISSING);
    stillWaits(people);
  }

  @Test void the_same_person_counts_once_under_another_name_and_with_another_role() {
    var people = beforeTheMove();
    people.all.expect(people.approve(ANNA, Gate.PNR_1));
    var renamed = new Actor("anna", "Anna Smith", "another issuer's token", Grants.EVERYTHING);

    people.all.expect(people.approve(renamed, Gate.PNR_1));

    stillWaits(people);
  }

  @Test void who_is_approver_of_two_teams_speaks_for_one_of_them() {
    var people = new People(People.asking(PLAN, Scope.EACH_TEAM, 1, Gate.PNR_1));
    people.all.expect(people.startBy(OTTO));
    people.all.run();
    var m = PLAN.migration();
    people.all.expect(people.tell(new ApproveMigration(m, Gate.PNR_1, Plans.HASH, "team-0", people.by(ANNA))));

    people.all.expect(people.tell(new ApproveMigration(m, Gate.PNR_1, Plans.HASH, "team-1", people.by(ANNA))));
    stillWaits(people);
    people.all.expect(people.approve(ZERO, Gate.PNR_1));

    assertThat(people.all.logged(GateCrossed.class)).hasSize(1);
  }

  @Test void an_approver_of_one_team_speaks_for_no_other_and_not_for_all() {
    var people = new People(People.asking(PLAN, Scope.EACH_TEAM, 1, Gate.PNR_1));

    refused(people.tell(new ApproveMigration(PLAN.migration(), Gate.PNR_1, Plans.HASH, "team-1", people.by(ZERO))), ProblemCode.NOT_AN_APPROVER);
    refused(at(Gate.PNR_1).approve(ONE, Gate.PNR_1), ProblemCode.NOT_AN_APPROVER);
  }

  @Test void an_approval_with_the_hash_of_another_plan_is_refused() {
    var people = beforeTheMove();

    refused(people.tell(new ApproveMigration(PLAN.migration(), Gate.PNR_1, OTHER, "", people.by(ANNA))), ProblemCode.PLAN_CHANGED);
    stillWaits(people);
  }

  @Test void what_was_approved_before_the_plan_was_amended_counts_no_more_and_the_amender_has_no_voice() {
    var people = beforeTheMove();
    people.all.expect(people.approve(ANNA, Gate.PNR_1));
    var before = people.kept().consents().hash();

    people.all.expect(people.amend());
    people.all.expect(people.approve(BERT, Gate.PNR_1));

    stillWaits(people);
    assertThat(people.kept().consents().hash()).isNotEqualTo(before);
    refused(people.tell(new ApproveMigration(PLAN.migration(), Gate.PNR_1, before, "", people.by(ANNA))), ProblemCode.PLAN_CHANGED);
    people.all.expect(people.approve(ANNA, Gate.PNR_1));
    assertThat(people.all.logged(GateCrossed.class)).hasSize(1);
  }

  @Test void an_exclusion_makes_another_plan_of_it_for_which_its_proposer_has_no_voice() {
    var people = beforeTheMove();
    people.all.expect(people.approve(ANNA, Gate.PNR_1));

    people.all.expect(people.tell(new ExcludeParticipant(PLAN.migration(), Plans.name(0), "shown", people.by(BERT))));
    people.all.expect(people.tell(new ExcludeParticipant(PLAN.migration(), Plans.name(0), "shown", people.by(ADAM))));

    assertThat(people.all.logged(ParticipantExcluded.class)).hasSize(1);
    assertThat(people.kept().consents().standing()).isEmpty();
    refused(people.approve(BERT, Gate.PNR_1), ProblemCode.OWN_REQUEST);
    people.all.expect(people.approve(ANNA, Gate.PNR_1));
    stillWaits(people);
  }

  @Test void the_second_who_agrees_to_an_exclusion_is_an_approver_where_the_plan_asks_for_two_people() {
    var people = beforeTheMove();
    people.all.expect(people.tell(new ExcludeParticipant(PLAN.migration(), Plans.name(0), "shown", people.by(OTTO))));

    refused(people.tell(new ExcludeParticipant(PLAN.migration(), Plans.name(0), "shown", people.by(ONE))), ProblemCode.NOT_AN_APPROVER);
    people.all.expect(people.tell(new ExcludeParticipant(PLAN.migration(), Plans.name(0), "shown", people.by(ZERO))));

    assertThat(people.all.logged(ParticipantExcluded.class)).hasSize(1);
  }

  @Test void a_revoked_approval_counts_no_more_and_only_its_giver_or_an_admin_revokes_it() {
    var people = beforeTheMove();
    people.all.expect(people.approve(ANNA, Gate.PNR_1));

    refused(people.revoke(BERT, Gate.PNR_1, "anna"), ProblemCode.NOT_AN_APPROVER);
    people.all.expect(people.revoke(ROOT, Gate.PNR_1, "anna"));
    people.all.expect(people.approve(BERT, Gate.PNR_1));

    stillWaits(people);
    assertThat(people.all.logged(ApprovalRevoked.class)).hasSize(1);
  }

  @Test void an_order_that_is_replayed_with_its_key_brings_no_revoked_approval_back() {
    var people = beforeTheMove();
    var first = people.by(ANNA);
    people.all.expect(people.approve(ANNA, Gate.PNR_1, first));
    people.all.expect(people.revoke(ANNA, Gate.PNR_1, ""));

    var again = people.approve(ANNA, Gate.PNR_1, first);

    assertThat(again).isInstanceOfSatisfying(Accepted.class, a -> assertThat(a.events()).isEmpty());
    people.all.expect(people.approve(BERT, Gate.PNR_1));
    stillWaits(people);
  }

  @Test void an_approval_that_runs_out_at_the_very_moment_of_the_crossing_does_not_count() {
    var people = new People(People.asking(Plans.gatesBefore(PLAN, Phase.MOVE_CONTRACTS), Gate.PNR_1));
    people.all.expect(people.startBy(OTTO));
    people.all.run();
    people.all.expect(people.approve(ANNA, Gate.PNR_1));
    people.all.expect(people.approve(BERT, Gate.PNR_1));
    var first = people.kept().consents().standing().getFirst().until();

    var exactly = new io.cmc.access.OrderContext(OTTO, "because", "", "late", first);
    refused(people.tell(new io.cmc.command.ReleaseGate(PLAN.migration(), Phase.MOVE_CONTRACTS, exactly)), ProblemCode.APPROVALS_MISSING);

    var justBefore = new io.cmc.access.OrderContext(OTTO, "because", "", "in time", first.minusNanos(1));
    people.all.expect(people.tell(new io.cmc.command.ReleaseGate(PLAN.migration(), Phase.MOVE_CONTRACTS, justBefore)));
    assertThat(people.all.logged(GateCrossed.class)).hasSize(1);
  }

  @Test void approvals_that_ran_out_while_a_released_migration_was_held_are_asked_for_again() {
    var people = new People(People.asking(Plans.gatesBefore(PLAN, Phase.MOVE_CONTRACTS), Gate.PNR_1));
    people.all.expect(people.startBy(OTTO));
    people.all.run();
    people.all.expect(people.approve(ANNA, Gate.PNR_1));
    people.all.expect(people.approve(BERT, Gate.PNR_1));
    people.all.expect(people.tell(new HoldMigration(PLAN.migration(), people.by(OTTO))));
    people.all.expect(people.release(OTTO, Phase.MOVE_CONTRACTS));

    people.later(Duration.ofDays(1));
    people.all.expect(people.tell(new ResumeMigration(PLAN.migration(), people.by(OTTO))));

    stillWaits(people);
  }

  @Test void the_timer_writes_down_what_ran_out_and_was_set_when_it_was_given() {
    var people = beforeTheMove();
    people.all.expect(people.approve(ANNA, Gate.PNR_1));
    assertThat(people.all.timers).anySatisfy(t -> assertThat(t).isInstanceOfSatisfying(Reaction.Alarm.class,
        a -> assertThat(a.name()).isEqualTo(Deadlines.APPROVAL_OVER)));

    people.ring(Deadlines.APPROVAL_OVER);
    assertThat(people.all.logged(ApprovalExpired.class)).isEmpty();
    people.later(Duration.ofDays(1));
    people.ring(Deadlines.APPROVAL_OVER);

    assertThat(people.all.logged(ApprovalExpired.class)).hasSize(1);
    assertThat(people.kept().consents().standing()).isEmpty();
  }

  @Test void who_was_seen_without_the_role_since_has_no_voice_at_the_crossing() {
    var people = beforeTheMove();
    people.all.expect(people.approve(ANNA, Gate.PNR_1));

    people.seen(ANNA, Grant.everywhere(Role.VIEWER));
    people.all.expect(people.approve(BERT, Gate.PNR_1));

    stillWaits(people);
    assertThat(people.all.logged(ApprovalRevoked.class)).hasSize(1);
  }

  @Test void who_is_seen_with_the_role_keeps_the_voice() {
    var people = beforeTheMove();
    people.all.expect(people.approve(ANNA, Gate.PNR_1));

    people.seen(ANNA, Grant.everywhere(Role.APPROVER), Grant.everywhere(Role.AUDITOR));
    people.all.expect(people.approve(BERT, Gate.PNR_1));

    assertThat(people.all.logged(GateCrossed.class)).hasSize(1);
  }

  @Test void an_approver_whose_role_is_not_the_one_that_the_policy_asks_for_does_not_count() {
    var admins = new Rule(Gate.PNR_1, 1, Role.ADMIN, Scope.ALL_TEAMS, Duration.ofDays(1));
    var people = new People(PLAN.on(PLAN.terms().asking(terms(admins, Optional.of(floor(admins))))));

    refused(people.approve(ANNA, Gate.PNR_1), ProblemCode.NOT_AN_APPROVER);
    people.all.expect(people.approve(ADAM, Gate.PNR_1));
  }

  @Test void no_plan_goes_below_the_floor_that_it_was_made_under() {
    var two = new Rule(Gate.PNR_1, 2, Role.APPROVER, Scope.ALL_TEAMS, Duration.ofDays(1));
    var floor = Optional.of(floor(two));

    refused(plan(terms(new Rule(Gate.PNR_1, 1, Role.APPROVER, Scope.ALL_TEAMS, Duration.ofDays(1)), floor)), ProblemCode.BELOW_POLICY);
    refused(plan(terms(new Rule(Gate.PNR_1, 2, Role.OPERATOR, Scope.ALL_TEAMS, Duration.ofDays(1)), floor)), ProblemCode.BELOW_POLICY);
    refused(plan(terms(new Rule(Gate.PNR_1, 2, Role.APPROVER, Scope.EACH_TEAM, Duration.ofDays(1)), floor)), ProblemCode.BELOW_POLICY);
    refused(plan(terms(new Rule(Gate.PNR_1, 2, Role.APPROVER, Scope.ALL_TEAMS, Duration.ofDays(2)), floor)), ProblemCode.BELOW_POLICY);
    refused(plan(terms(new Rule(Gate.PNR_2, 2, Role.APPROVER, Scope.ALL_TEAMS, Duration.ofDays(1)), floor)), ProblemCode.BELOW_POLICY);
    assertThat(plan(terms(new Rule(Gate.PNR_1, 3, Role.APPROVER, Scope.ALL_TEAMS, Duration.ofHours(1)), floor))).isInstanceOf(Accepted.class);
  }

  private static ApprovalTerms terms(Rule rule, Optional<Policy> floor) {
    return new ApprovalTerms(java.util.List.of(rule), false, false, Duration.ofHours(1), floor);
  }

  private static Policy floor(Rule rule) {
    return new Policy(java.util.List.of(rule), false, false, Duration.ofHours(1));
  }

  private static Decision<MigrationEvent> plan(ApprovalTerms terms) {
    var plan = PLAN.on(PLAN.terms().asking(terms));
    return MigrationDecider.decide(new MigrationState.Unplanned(), new PlanMigration(plan.migration(), plan, Plans.HASH,
        new io.cmc.access.OrderContext(OTTO, "", "", "k", io.cmc.controller.activity.Samples.NOON)));
  }

  @Test void approvals_of_one_gate_open_no_other() {
    var people = at(Gate.PNR_1, Gate.PNR_2);
    people.all.expect(people.approve(ANNA, Gate.PNR_2));
    people.all.expect(people.approve(BERT, Gate.PNR_2));
    people.all.expect(people.startBy(OTTO));

    stillWaits(people);
  }

  @Test void a_gate_that_was_crossed_is_not_approved_afterwards() {
    var people = beforeTheMove();
    people.all.expect(people.approve(ANNA, Gate.PNR_1));
    people.all.expect(people.approve(BERT, Gate.PNR_1));

    refused(people.approve(ADAM, Gate.PNR_1), ProblemCode.NO_APPROVAL_ASKED);
    refused(people.revoke(ANNA, Gate.PNR_1, ""), ProblemCode.APPROVAL_NOT_FOUND);
  }

  @Test void no_start_before_each_team_has_signed_off_and_none_signs_for_another() {
    var people = at(Gate.values());
    people.all.expect(people.approve(ANNA, Gate.START));
    people.all.expect(people.approve(BERT, Gate.START));
    people.signOff(ZERO, "team-0");

    refused(people.startBy(OTTO), ProblemCode.SIGN_OFF_MISSING);
    refused(people.tell(new io.cmc.command.SignOff(PLAN.migration(), "team-1", Plans.HASH, people.by(ZERO))), ProblemCode.NOT_AN_APPROVER);
    refused(people.tell(new io.cmc.command.SignOff(PLAN.migration(), "team-1", OTHER, people.by(ONE))), ProblemCode.PLAN_CHANGED);
    people.signOff(ONE, "team-1");
    people.all.expect(people.tell(new io.cmc.command.WithdrawSignOff(PLAN.migration(), "team-0", people.by(ZERO))));
    refused(people.startBy(OTTO), ProblemCode.SIGN_OFF_MISSING);
    people.signOff(ZERO, "team-0");

    people.all.expect(people.startBy(OTTO));
    refused(people.tell(new io.cmc.command.WithdrawSignOff(PLAN.migration(), "team-0", people.by(ZERO))), ProblemCode.WRONG_PHASE);
  }

  @Test void one_person_waives_nothing_where_the_plan_asks_for_two() {
    var people = at(Gate.PNR_1);
    people.all.expect(people.startBy(OTTO));

    people.all.expect(people.waive(OTTO, NodeName.DOMAINS));
    refused(people.waive(OTTO, NodeName.DOMAINS), ProblemCode.SECOND_PERSON_NEEDED);
    refused(people.waive(ZERO, NodeName.DOMAINS), ProblemCode.NOT_AN_APPROVER);
    assertThat(people.all.logged(CheckWaived.class)).isEmpty();

    people.all.expect(people.waive(ANNA, NodeName.DOMAINS));
    assertThat(people.all.logged(CheckWaived.class)).hasSize(1);
    assertThat(people.all.logged(DeedProposed.class)).hasSize(1);
  }

  @Test void one_person_accepts_no_differences_where_the_plan_asks_for_two_and_others_than_were_shown_are_proposed_anew() {
    var people = beforeTheMove();
    var m = PLAN.migration();
    people.all.expect(people.tell(new NoteForeignChange(m, Plans.name(0), "closed", "open", people.now())));
    people.all.expect(people.tell(new AcceptDifferences(m, people.by(OTTO))));
    refused(people.tell(new AcceptDifferences(m, people.by(OTTO))), ProblemCode.SECOND_PERSON_NEEDED);

    people.all.expect(people.tell(new NoteForeignChange(m, Plans.name(1), "closed", "open", people.now())));
    people.all.expect(people.tell(new AcceptDifferences(m, people.by(ANNA))));
    assertThat(people.all.logged(DifferencesAccepted.class)).isEmpty();
    people.all.expect(people.tell(new AcceptDifferences(m, people.by(BERT))));

    assertThat(people.all.logged(DifferencesAccepted.class)).hasSize(1);
  }

  @Test void who_breaks_the_glass_is_not_the_one_approver_who_then_will_do() {
    var people = beforeTheMove();
    people.all.expect(people.breakGlass(ROOT, Gate.PNR_1, Duration.ofMinutes(30)));

    people.all.expect(people.approve(ROOT, Gate.PNR_1));
    stillWaits(people);
    people.all.expect(people.approve(ANNA, Gate.PNR_1));

    assertThat(people.all.logged(GateCrossed.class)).hasSize(1);
  }

  @Test void only_an_admin_breaks_the_glass_and_not_for_longer_than_the_plan_allows() {
    var people = beforeTheMove();

    refused(people.breakGlass(ANNA, Gate.PNR_1, Duration.ofMinutes(5)), ProblemCode.NOT_AN_APPROVER);
    refused(people.breakGlass(ROOT, Gate.PNR_1, Duration.ofHours(2)), ProblemCode.BREAK_GLASS_LIMIT);
    refused(people.breakGlass(ROOT, Gate.PNR_2, Duration.ofMinutes(5)), ProblemCode.NO_APPROVAL_ASKED);
  }

  @Test void the_glass_mends_by_time_even_if_no_timer_rings() {
    var people = beforeTheMove();
    people.all.expect(people.breakGlass(ROOT, Gate.PNR_1, Duration.ofMinutes(10)));

    people.later(Duration.ofMinutes(10));
    people.all.expect(people.approve(ANNA, Gate.PNR_1));
    stillWaits(people);
    people.ring(Deadlines.GLASS_OVER);

    assertThat(people.all.logged(ApprovalEvent.GlassMended.class)).hasSize(1);
  }

  @Test void breaking_the_glass_opens_an_incident_that_only_somebody_else_ends_even_after_the_migration() {
    var people = beforeTheMove();
    people.all.expect(people.breakGlass(ROOT, Gate.PNR_1, Duration.ofMinutes(10)));
    var incident = people.all.logged(IncidentOpened.class).filter(e -> e.problem().code() == ProblemCode.BREAK_GLASS).findFirst().orElseThrow().incident();
    var m = PLAN.migration();

    refused(people.tell(new HandleMigrationIncident(m, incident, IncidentDeed.ACKNOWLEDGE, "", people.by(ROOT))), ProblemCode.SECOND_PERSON_NEEDED);
    refused(people.tell(new HandleMigrationIncident(m, incident, IncidentDeed.CLOSE, "over", people.by(ANNA))), ProblemCode.INCIDENT_LASTS);
    people.all.expect(people.approve(ANNA, Gate.PNR_1));
    people.all.runToEnd();
    assertThat(people.all.state()).isInstanceOf(MigrationState.Completed.class);
    assertThat(people.kept().incidents().knows(incident)).isTrue();
    people.all.expect(people.tell(new HandleMigrationIncident(m, incident, IncidentDeed.ACKNOWLEDGE, "seen", people.by(BERT))));

    assertThat(people.all.logged(IncidentClosed.class).filter(e -> e.incident().equals(incident))).hasSize(1);
  }

  @Test void a_plan_that_asks_nobody_has_no_such_events() {
    var people = new People(PLAN);
    people.all.expect(people.startBy(OTTO));
    people.all.runToEnd();

    assertThat(people.all.state()).isInstanceOf(MigrationState.Completed.class);
    assertThat(people.all.logged(ApprovalEvent.class)).isEmpty();
    assertThat(people.all.logged(ApprovalGiven.class)).isEmpty();
    refused(new People(PLAN).approve(ANNA, Gate.START), ProblemCode.NO_APPROVAL_ASKED);
    assertThat(Set.of(Gate.values())).hasSize(4);
  }
}
