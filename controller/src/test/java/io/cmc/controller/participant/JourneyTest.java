// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import static io.cmc.controller.activity.Samples.ALFA;
import static io.cmc.controller.activity.Samples.JOURNEY;
import static io.cmc.controller.activity.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.command.BeginStage;
import io.cmc.command.ConfirmBackup;
import io.cmc.command.JourneyCommand;
import io.cmc.command.LookAgain;
import io.cmc.command.ReportOnParticipant;
import io.cmc.command.RetryStep;
import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.activity.Decision.Refused;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.participant.Journey.OnTheWay;
import io.cmc.controller.process.Answers;
import io.cmc.controller.process.Rehearsal;
import io.cmc.event.IncidentEvent;
import io.cmc.event.JourneyEvent.ContractsCompared;
import io.cmc.event.JourneyEvent;
import io.cmc.event.StepEvent.StepDelayed;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Stage;
import io.cmc.plan.ClosingStrategy;
import io.cmc.proof.ContractDigest;
import io.cmc.proof.ContractDigest.PartyDigest;
import io.cmc.proof.MoveProof;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of commands to one participant's journey, wherever it is. */
class JourneyTest {

  @Test void an_order_to_a_participant_that_is_not_enrolled_is_refused() {
    var refused = JourneyDecider.decide(new Journey.NotEnrolled(), new RetryStep(JOURNEY, Samples.by()));

    assertRefused(refused, ProblemCode.PARTICIPANT_NOT_FOUND);
  }

  @ParameterizedTest @EnumSource(ClosingStrategy.class)
  void whatever_was_told_before_changes_nothing_when_it_is_told_again_at_any_later_moment(ClosingStrategy closing) {
    var all = Rehearsal.started(Plans.of(closing, 1));
    var told = new ArrayList<Rehearsal.Message>();

    while (all.step() || all.giveWord()) {
      if (!all.fanOut.isEmpty()) told.add(all.fanOut.getFirst());
      for (var message : told) {
        if (!all.fanOut.contains(message)) assertThat(decide(all, message).events()).as("%s at %s", message, all).isEmpty();
      }
    }

    assertThat(told.stream().distinct()).hasSizeGreaterThan(14);
  }

  @Test void whoever_fell_back_is_not_looked_at_again_in_the_same_round() {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 1));
    all.workers = (step, at) -> step.assignment() instanceof Assignment.LookAgain && step.round() == 1 ? List.of(Answers.noLonger(step, at))
        : Rehearsal.well(step, at);
    while (all.logged(JourneyEvent.FellBack.class).findAny().isEmpty()) all.step();

    var again = all.tell(new LookAgain(JOURNEY, Stage.CLOSE, 1, NOON));

    assertThat(again.events()).isEmpty();
  }

  @Test void a_stage_does_not_begin_while_a_call_is_on_its_way() {
    var all = at(r -> r.assignment() instanceof Assignment.LeaveSource);
    all.report(ALFA, Answers.begun(doing(all), NOON));

    assertRefused(all.tell(begin(Stage.REJOIN)), ProblemCode.CONFLICT);

    all.report(ALFA, Answers.unknown(doing(all), NOON));
    assertThat(all.tell(begin(Stage.REJOIN)).events()).as("what nobody can tell is not waited for").isNotEmpty();
  }

  @Test void a_stage_replaces_a_step_that_only_waits() {
    var all = at(r -> r.assignment() instanceof Assignment.Drain);
    all.report(ALFA, Answers.waits(doing(all).request(), NOON));

    assertThat(all.tell(begin(Stage.REJOIN)).events()).singleElement()
        .isInstanceOfSatisfying(StepRequested.class, r -> assertThat(r.assignment()).isInstanceOf(Assignment.RejoinSource.class));
  }

  @Test void a_stage_that_is_not_to_be_asked_for_here_is_a_fault_of_ours() {
    var all = at(r -> r.assignment() instanceof Assignment.Drain);

    assertThatThrownBy(() -> all.tell(begin(Stage.MOVE))).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("MOVE_CONTRACTS is not to be asked for");
  }

  static List<StepRequested> steps() {
    return Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 1)).runToEnd().logged(StepRequested.class)
        .filter(r -> !r.node().isDomains()).toList();
  }

  @ParameterizedTest @MethodSource("steps")
  void every_step_can_fail_be_delayed_be_unknown_and_be_parked_and_still_be_done(StepRequested planned) {
    var all = at(r -> r.assignment().getClass() == planned.assignment().getClass() && r.stage() == planned.stage());
    var first = doing(all);

    all.report(ALFA, Answers.failsForNow(first, NOON));
    all.report(ALFA, Answers.failsForNow(first, NOON));
    all.report(ALFA, Answers.unknown(first, NOON));
    all.report(ALFA, Answers.fails(first, NOON));
    assertThat(all.logged(StepDelayed.class).map(StepDelayed::attempt)).containsExactly(1, 2);
    assertThat(((Doing) journey(all).activity()).parked()).isTrue();
    assertThat(all.tell(new ReportOnParticipant(JOURNEY, Answers.well(first, NOON))).events()).as("too late, it is parked").isEmpty();
    all.expect(all.tell(new RetryStep(JOURNEY, Samples.by())));

    var second = doing(all);
    assertThat(second.request()).isNotEqualTo(first.request());
    assertThat(second.assignment()).isEqualTo(first.assignment());
    assertThat(((Doing) journey(all).activity()).failures()).isZero();
    assertThat(all.tell(new ReportOnParticipant(JOURNEY, Answers.well(first, NOON))).events()).as("of the request before").isEmpty();
    assertThat(all.tell(new ReportOnParticipant(JOURNEY, Answers.well(second, NOON))).events()).isNotEmpty();
    assertThat(all.tell(new ReportOnParticipant(JOURNEY, Answers.well(second, NOON))).events()).as("the same twice").isEmpty();
  }

  @Test void a_report_that_does_not_answer_the_step_is_a_fault_of_ours() {
    var all = at(r -> r.assignment() instanceof Assignment.Drain);

    assertThatThrownBy(() -> all.report(ALFA, new Report.ParticipantMoved(doing(all).request(), new MoveProof("Inactive"), NOON)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test void a_report_of_a_request_that_was_never_made_changes_nothing() {
    var all = at(r -> r.assignment() instanceof Assignment.Drain);

    assertThat(all.tell(new ReportOnParticipant(JOURNEY, new Report.ParticipantDisconnected(new RequestId("net-eu-7/alfa#99"), NOON))).events())
        .isEmpty();
  }

  @Test void contracts_that_differ_park_and_nothing_reopens() {
    var all = at(r -> r.assignment() instanceof Assignment.CompareContracts);
    var fewer = new ContractDigest(true, 6, "00".repeat(32), List.of());

    all.report(ALFA, new Report.ContractsListed(doing(all).request(), fewer, NOON));

    assertThat(all.logged(StepParked.class)).singleElement().isInstanceOfSatisfying(StepParked.class, p -> {
      assertThat(p.problem().code()).isEqualTo(ProblemCode.CONTRACTS_DIFFER);
      assertThat(p.problem().found()).startsWith("6 contracts with digest");
    });
  }

  @Test void a_party_that_was_allocated_meanwhile_and_has_no_contracts_makes_no_difference() {
    var all = at(r -> r.assignment() instanceof Assignment.CompareContracts);
    var before = ((Position.Reconnected) all.position(ALFA)).before();
    var parties = Stream.concat(before.parties().stream(), Stream.of(new PartyDigest("newcomer::1220", 0, "e3"))).toList();

    all.report(ALFA, new Report.ContractsListed(doing(all).request(), new ContractDigest(true, before.count(), before.digest(), parties), NOON));

    assertThat(all.logged(ContractsCompared.class)).hasSize(1);
    assertThat(all.logged(StepParked.class)).isEmpty();
  }

  @Test void a_party_that_has_other_contracts_is_named_where_all_in_all_they_are_the_same() {
    var all = at(r -> r.assignment() instanceof Assignment.CompareContracts);
    var before = ((Position.Reconnected) all.position(ALFA)).before();
    var parties = Stream.concat(before.parties().stream(), Stream.of(new PartyDigest("guest::1220", 1, "77"))).toList();

    all.report(ALFA, new Report.ContractsListed(doing(all).request(), new ContractDigest(true, before.count(), before.digest(), parties), NOON));

    assertThat(all.logged(StepParked.class)).singleElement()
        .satisfies(p -> assertThat(p.problem().found()).endsWith("of which guest::1220 has 1 with digest 77"));
  }

  @Test void contracts_that_were_never_listed_are_not_compared_and_that_is_said() {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 1));
    all.workers = (step, at) -> step.assignment() instanceof Assignment.ListContracts || step.assignment() instanceof Assignment.CompareContracts
        ? List.of(new Report.ContractsListed(step.request(), ContractDigest.notListed(), at)) : Rehearsal.well(step, at);

    all.runToEnd();

    assertThat(all.logged(ContractsCompared.class)).singleElement().satisfies(e -> assertThat(e.before().listed()).isFalse());
  }

  @Test void contracts_that_were_listed_before_and_cannot_be_listed_after_differ() {
    var all = at(r -> r.assignment() instanceof Assignment.CompareContracts);

    all.report(ALFA, new Report.ContractsListed(doing(all).request(), ContractDigest.notListed(), NOON));

    assertThat(all.logged(StepParked.class)).hasSize(1);
    assertThat(all.logged(IncidentEvent.IncidentOpened.class)).hasSize(1);
  }

  @Test void a_backup_that_the_service_takes_itself_cannot_be_confirmed() {
    var all = at(r -> r.assignment() instanceof Assignment.BackUp);

    assertRefused(all.tell(new ConfirmBackup(JOURNEY, "snap-99", Samples.by())), ProblemCode.NOTHING_TO_CONFIRM);
  }

  @Test void a_backup_is_not_confirmed_before_it_is_asked_for() {
    var all = Rehearsal.started(Plans.confirmedBackups(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 1)));
    while (all.logged(JourneyEvent.SourceLeft.class).findAny().isEmpty()) all.step();

    assertRefused(all.tell(new ConfirmBackup(JOURNEY, "snap-99", Samples.by())), ProblemCode.NOTHING_TO_CONFIRM);
  }

  @Test void settings_are_read_once_however_often_the_stage_is_gone_through() {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 1));
    all.workers = (step, at) -> step.assignment() instanceof Assignment.LookAgain && step.stage() == Stage.CLOSE && step.round() < 3
        ? List.of(Answers.noLonger(step, at)) : Rehearsal.well(step, at);

    all.runToEnd();

    assertThat(all.logged(StepRequested.class).filter(r -> r.assignment() instanceof Assignment.SaveSettings)).hasSize(1);
    assertThat(all.logged(JourneyEvent.LimitsLowered.class)).hasSize(3);
  }

  @Test void at_every_barrier_what_the_last_step_achieved_is_looked_at_with_the_facts_that_it_had() {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 1)).runToEnd();

    var looked = all.logged(StepRequested.class).map(StepRequested::assignment).filter(Assignment.LookAgain.class::isInstance)
        .map(a -> ((Assignment.LookAgain) a).done()).toList();

    var asked = all.logged(StepRequested.class).map(StepRequested::assignment).toList();
    assertThat(looked).extracting(Object::getClass).extracting(Class::getSimpleName)
        .containsExactly("LowerLimits", "Drain", "LeaveSource", "BackUp", "MoveContracts", "JoinTarget", "Ping");
    assertThat(asked).containsAll(looked.subList(0, 6));
  }

  private static BeginStage begin(Stage stage) {
    return new BeginStage(JOURNEY, stage, 1, true, List.of(), NOON);
  }

  private static Decision<JourneyEvent> decide(Rehearsal all, Rehearsal.Message m) {
    JourneyCommand again = m.look() ? new LookAgain(JOURNEY, m.stage(), m.round(), NOON)
        : new BeginStage(JOURNEY, m.stage(), m.round(), m.binding(), List.of(), NOON);
    return JourneyDecider.decide(all.journey(ALFA), again);
  }

  /** A migration of alfa alone, at the moment when a step was asked for. */
  private static Rehearsal at(Predicate<StepRequested> that) {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 1));
    while (all.rows.values().stream().filter(r -> !r.node().isDomains()).noneMatch(that)) {
      if (!all.step() && !all.giveWord()) throw new AssertionError("never asked for: " + all);
    }
    return all;
  }

  private static StepRequested doing(Rehearsal all) {
    return all.rows.get(ALFA);
  }

  private static OnTheWay journey(Rehearsal all) {
    return (OnTheWay) all.journey(ALFA);
  }

  private static void assertRefused(Decision<JourneyEvent> decision, ProblemCode code) {
    assertThat(decision).isInstanceOfSatisfying(Refused.class, r -> assertThat(r.problem().code()).isEqualTo(code));
  }
}
