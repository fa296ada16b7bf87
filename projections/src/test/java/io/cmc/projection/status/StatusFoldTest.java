// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.*;
import io.cmc.event.MigrationEvent.*;
import io.cmc.event.StepEvent.*;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Phase;
import io.cmc.journey.PointOfNoReturn;
import io.cmc.journey.Stage;
import io.cmc.journey.StepName;
import io.cmc.journey.WayBack;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.projection.Happened;
import io.cmc.projection.RandomHistory;
import io.cmc.projection.SamplePlan;
import io.cmc.proof.CheckResult;
import io.cmc.proof.ResourceLimits;
import io.cmc.proof.SavedSettings;
import io.cmc.rejection.Finding;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.rejection.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusFoldTest {

  private static final MigrationId M = new MigrationId("net-eu-7");
  private static final NodeName ALFA = new NodeName("alfa");
  private static final NodeName BRAVO = new NodeName("bravo");
  private static final RequestId R = new RequestId("r1");
  private static final SavedSettings SAVED = new SavedSettings(new ResourceLimits(Optional.empty(), Optional.of(20), 0.75), true, List.of());
  private static final Problem NO_SPACE = Problem.of(ProblemCode.SPACE_SHORT, "12 GB", "3 GB");

  private static final List<State> ALWAYS_WAITING = List.of(State.PLANNED, State.HELD, State.AT_GATE, State.SOAKING, State.PANIC_STOPPED, State.COMPARING);

  private final List<Event> history = new ArrayList<>();

  @Test void a_planned_migration_waits_for_an_order_to_start() {
    given(planned());

    assertThat(migration().state()).isEqualTo(State.PLANNED);
    assertThat(waits()).isEqualTo("an order to start");
    assertThat(migration().standing().wayBack()).isEqualTo(WayBack.FREE);
    assertThat(participant(ALFA).place().position()).isEqualTo(Position.PLANNED);
    assertThat(participant(ALFA).identity().team()).isEqualTo("team-alfa");
  }

  @Test void checks_on_request_leave_it_planned_and_their_verdict_is_told() {
    given(planned(), new PreflightBegan(M, 1, at(1)));

    assertThat(migration().state()).isEqualTo(State.CHECKING);

    given(new PreflightBlocked(M, 1, List.of(NodeName.DOMAINS, BRAVO), at(2)));

    assertThat(migration().state()).isEqualTo(State.PLANNED);
    assertThat(waits()).isEqualTo("an order to start; the last checks found what blocks on the domains, bravo");
    assertThat(waiting().since()).isEqualTo(at(2));
  }

  @Test void a_phase_that_ended_makes_way_for_the_next() {
    given(planned(), new MigrationStarted(M, SamplePlan.HASH, at(1)), new PhaseBegan(M, Phase.DRAIN, at(2)));

    assertThat(migration().standing().phase()).isEqualTo(Phase.DRAIN);

    given(new PhaseEnded(M, Phase.DRAIN, at(3)));

    assertThat(migration().standing().phase()).isEqualTo(Phase.DISCONNECT);
    assertThat(migration().times().phases()).containsExactly(new MigrationRow.PhaseTime(Phase.DRAIN, at(2), Optional.of(at(3))));
  }

  @Test void the_way_back_gets_narrower_at_each_point_of_no_return() {
    given(running());

    assertThat(migration().standing().wayBack()).isEqualTo(WayBack.FREE);

    given(new PointOfNoReturnCrossed(M, PointOfNoReturn.PNR_1, at(5)));

    assertThat(migration().standing().wayBack()).isEqualTo(WayBack.RESTORE_ALL);

    given(new PointOfNoReturnCrossed(M, PointOfNoReturn.PNR_2, at(6)));

    assertThat(migration().standing().wayBack()).isEqualTo(WayBack.FORWARD_ONLY);
  }

  @Test void a_hold_names_who_and_why_and_hides_the_gate_behind_it() {
    given(running(), new GateHeld(M, Phase.MOVE_CONTRACTS, at(3)), new MigrationHeld(M, "wait for bank close", at(4)));

    assertThat(migration().state()).isEqualTo(State.HELD);
    assertThat(waits()).isEqualTo("an order to resume; held by operator-1: wait for bank close");

    given(new MigrationResumed(M, at(5)));

    assertThat(migration().state()).isEqualTo(State.AT_GATE);
    assertThat(waits()).isEqualTo("the gate before MOVE_CONTRACTS to be released");
    assertThat(Waits.of(migration(), participant(ALFA))).isEqualTo("the gate before MOVE_CONTRACTS to be released");

    given(new GateReleased(M, Phase.MOVE_CONTRACTS, at(6)));

    assertThat(migration().state()).isEqualTo(State.RUNNING);
  }

  @Test void a_parked_participant_is_named_with_its_remedy_wherever_it_is_told() {
    given(running(), new StageBegan(M, Stage.BACK_UP, 1, true, List.of(ALFA, BRAVO), at(3)), requested(ALFA, Stage.BACK_UP, new Assignment.BackUp(), 4),
        requested(BRAVO, Stage.BACK_UP, new Assignment.BackUp(), 4), new StepParked(M, BRAVO, R, NO_SPACE, at(5)));

    assertThat(waits()).isEqualTo("a person: bravo is parked at BACK_UP: " + NO_SPACE.sentence() + ". " + ProblemCode.SPACE_SHORT.remedy());
    assertThat(waiting().since()).isEqualTo(at(5));
    assertThat(participant(BRAVO).activity().problem()).contains(NO_SPACE);

    given(new StepUnparked(M, BRAVO, R, at(6)));

    assertThat(participant(BRAVO).activity().state()).isEqualTo(Activity.State.REQUESTED);
    assertThat(waits()).startsWith("2 of 2 participants on the way through BACK_UP: alfa (BACK_UP, requested); bravo (BACK_UP, requested)");
  }

  @Test void those_still_on_the_way_are_counted_and_what_they_wait_for_is_told() {
    given(running(), new StageBegan(M, Stage.DRAIN, 1, true, List.of(ALFA, BRAVO), at(3)), requested(ALFA, Stage.DRAIN, new Assignment.Drain(), 4),
        new StageReached(M, ALFA, Stage.DRAIN, 1, false, at(5)), requested(BRAVO, Stage.DRAIN, new Assignment.Drain(), 5),
        new StepWaiting(M, BRAVO, R, "2 requests in flight", at(30), at(6)), new StepWaiting(M, BRAVO, R, "1 request in flight", at(40), at(7)),
        new ParticipantsReached(M, Stage.DRAIN, 1, List.of(ALFA), List.of(), at(8)));

    assertThat(waits()).isEqualTo("1 of 2 participants on the way through DRAIN: bravo (DRAIN, 1 request in flight)");
    assertThat(participant(BRAVO).activity().since()).as("since it began to wait").isEqualTo(at(6));
    assertThat(participant(BRAVO).activity().nextAt()).contains(at(40));
    assertThat(Waits.of(migration(), participant(ALFA))).isEqualTo("the other participants");

    given(new PhaseOverdue(M, Phase.DRAIN, Duration.ofMinutes(30), at(9)));

    assertThat(waits()).endsWith("(DRAIN takes longer than its limit of 30 min)");
  }

  @Test void at_a_barrier_those_not_yet_looked_at_are_counted() {
    given(running(), new BarrierLookBegan(M, Stage.LEAVE, 1, at(3)), new ParticipantsLookedAt(M, Stage.LEAVE, 1, List.of(ALFA), List.of(), at(4)));

    assertThat(waits()).isEqualTo("1 of 2 participants to be looked at again after LEAVE");
  }

  @Test void a_step_on_the_domains_says_what_it_waits_for() {
    given(running(), new StageBegan(M, Stage.CONFIRM_CLOSED, 1, true, List.of(), at(2)),
        requested(NodeName.DOMAINS, Stage.CONFIRM_CLOSED, new Assignment.ConfirmClosed(), 3),
        new StepWaiting(M, NodeName.DOMAINS, R, "somebody to confirm INGRESS_CLOSED", at(60), at(4)));

    assertThat(waits()).isEqualTo("somebody to confirm INGRESS_CLOSED");
    assertThat(migration().domains().activity().step()).contains(StepName.CONFIRM_CLOSED);
    assertThat(view().participants()).extracting(p -> p.activity().state()).containsOnly(Activity.State.IDLE);

    given(new ExternallyConfirmed(M, io.cmc.journey.Confirmation.INGRESS_CLOSED, "CHG-1", at(5)));

    assertThat(migration().domains().activity().state()).isEqualTo(Activity.State.IDLE);
  }

  @Test void retries_count_attempts_and_tell_when_the_next_is() {
    given(running(), requested(ALFA, Stage.LEAVE, new Assignment.LeaveSource(SAVED), 2), new StepIntended(M, ALFA, R, "DisconnectDomain", at(3)),
        new StepDelayed(M, ALFA, R, 1, NO_SPACE, at(20), at(4)));

    var doing = participant(ALFA).activity();
    assertThat(doing.state()).isEqualTo(Activity.State.RETRYING);
    assertThat(doing.attempt()).isEqualTo(2);
    assertThat(doing.nextAt()).contains(at(20));
    assertThat(doing.waitsFor()).isEqualTo("another attempt after " + NO_SPACE.sentence());
  }

  @Test void limits_now_follow_what_was_done_to_them_and_the_saved_ones_stay() {
    given(running(), new LimitsSaved(M, ALFA, SAVED, at(2)));

    assertThat(participant(ALFA).known().limits()).contains(SAVED.limits());

    given(new LimitsLowered(M, ALFA, at(3)));

    assertThat(participant(ALFA).known().limits()).contains(new ResourceLimits(Optional.of(0), Optional.of(0), 0.75));
    assertThat(participant(ALFA).known().saved()).contains(SAVED);

    given(new LimitsRestored(M, ALFA, SAVED.limits(), at(4)));

    assertThat(participant(ALFA).known().limits()).contains(SAVED.limits());
  }

  @Test void restored_limits_mean_reopened_on_the_way_forward_and_returned_on_the_way_back() {
    given(running(), new LimitsSaved(M, ALFA, SAVED, at(2)), new LimitsSaved(M, BRAVO, SAVED, at(2)), new PingsAnswered(M, ALFA, List.of(), at(3)),
        new LimitsRestored(M, ALFA, SAVED.limits(), at(4)), new SourceRejoined(M, BRAVO, at(5)), new LimitsRestored(M, BRAVO, SAVED.limits(), at(6)));

    assertThat(participant(ALFA).place()).isEqualTo(new ParticipantRow.Place(Position.REOPENED, at(4)));
    assertThat(participant(BRAVO).place()).isEqualTo(new ParticipantRow.Place(Position.RETURNED, at(6)));
  }

  @Test void one_that_fell_back_at_a_barrier_is_where_it_was_before_the_stage() {
    given(running(), new LimitsSaved(M, ALFA, SAVED, at(2)), new LimitsLowered(M, ALFA, at(3)),
        new FellBack(M, ALFA, Stage.CLOSE, 1, "limits 100", at(4)));

    assertThat(participant(ALFA).place().position()).isEqualTo(Position.SAVED);
  }

  @Test void the_way_back_leaves_gates_behind_but_not_a_hold() {
    given(running(), new PhaseBegan(M, Phase.DRAIN, at(2)), new GateHeld(M, Phase.DISCONNECT, at(2)), new MigrationHeld(M, "", at(3)),
        new AbortBegan(M, "window over", at(4)));

    assertThat(migration().state()).isEqualTo(State.HELD);
    assertThat(migration().times().phases()).containsExactly(new MigrationRow.PhaseTime(Phase.DRAIN, at(2), Optional.of(at(4))));

    given(new MigrationResumed(M, at(5)));

    assertThat(migration().state()).isEqualTo(State.ABORTING);
    assertThat(migration().standing().phase()).isEqualTo(Phase.ABORT);

    given(new MigrationAborted(M, at(6)));

    assertThat(migration().state()).isEqualTo(State.ABORTED);
    assertThat(migration().times().ended()).contains(at(6));
    assertThat(Waits.of(migration(), view().participants())).isEmpty();
  }

  @Test void a_blocking_finding_keeps_its_step_until_it_is_parked() {
    var blocked = CheckResult.of(List.of(new Finding("space", Severity.BLOCK, NO_SPACE)), Map.of());

    given(running(), requested(ALFA, Stage.CHECK_PARTICIPANTS, new Assignment.CheckParticipant(true), 2),
        new ParticipantChecked(M, ALFA, blocked, true, at(3)), new StepParked(M, ALFA, R, NO_SPACE, at(3)),
        requested(NodeName.DOMAINS, Stage.CHECK_DOMAINS, new Assignment.CheckDomains(true), 4), new DomainsChecked(M, blocked, at(5)),
        new StepParked(M, NodeName.DOMAINS, R, NO_SPACE, at(5)));

    assertThat(participant(ALFA).activity().step()).contains(StepName.CHECK_PARTICIPANT);
    assertThat(participant(ALFA).known().check()).contains(blocked);
    assertThat(waits()).startsWith("a person: the domains are parked at CHECK_DOMAINS: SPACE_SHORT");
  }

  @Test void an_event_told_again_changes_nothing() {
    given(running(), requested(ALFA, Stage.DRAIN, new Assignment.Drain(), 2), new SourceLeft(M, ALFA, at(3)));
    var view = view();
    var before = List.of(view.migration().orElseThrow(), List.copyOf(view.participants()));

    told(history).forEach(h -> StatusFold.apply(view, h));

    assertThat(List.of(view.migration().orElseThrow(), List.copyOf(view.participants()))).isEqualTo(before);
  }

  @Test void an_event_of_an_unknown_participant_is_not_swallowed_and_changes_nothing() {
    given(planned());
    var view = view();
    var before = view.migration();

    assertThatThrownBy(() -> StatusFold.apply(view, new Happened(9, new SourceLeft(M, new NodeName("nobody"), at(3)), Map.of())))
        .hasMessage("the plan of net-eu-7 names no participant nobody");
    assertThat(view.migration()).isEqualTo(before);
  }

  @Test void a_random_history_can_be_folded_and_every_state_of_it_can_say_what_it_waits_for() {
    var random = RandomHistory.random("StatusFoldTest");

    for (int i = 0; i < 40; i++) {
      var view = new StatusView();
      for (var h : RandomHistory.happened(RandomHistory.of(random, 1, 4))) {
        StatusFold.apply(view, h);
        var row = view.migration().orElseThrow();
        var waits = Waits.of(row, view.participants());
        waits.ifPresent(w -> assertThat(w.sentence()).as("%s after %s", row.state(), h.event()).isNotBlank());
        if (ALWAYS_WAITING.contains(row.state())) assertThat(waits).as("%s after %s", row.state(), h.event()).isPresent();
      }
    }
  }

  private void given(Object... events) {
    for (var e : events) {
      if (e instanceof Event one) history.add(one);
      else ((List<?>) e).forEach(x -> history.add((Event) x));
    }
  }

  private static Event planned() {
    return new MigrationPlanned(M, SamplePlan.of(M, List.of(BRAVO, ALFA), ClosingStrategy.PARTICIPANT_LIMITS), SamplePlan.HASH, at(0));
  }

  private static List<Event> running() {
    return List.of(planned(), new ParticipantEnrolled(M, ALFA, ClosingStrategy.PARTICIPANT_LIMITS, BackupStrategy.PG_DUMP, at(0)),
        new ParticipantEnrolled(M, BRAVO, ClosingStrategy.PARTICIPANT_LIMITS, BackupStrategy.PG_DUMP, at(0)),
        new MigrationStarted(M, SamplePlan.HASH, at(1)));
  }

  private static StepRequested requested(NodeName node, Stage stage, Assignment assignment, int at) {
    return new StepRequested(M, node, R, stage, 1, assignment, at(at));
  }

  private static Instant at(int minute) {
    return Instant.parse("2026-03-07T06:00:00Z").plus(Duration.ofMinutes(minute));
  }

  private static List<Happened> told(List<Event> events) {
    var told = new ArrayList<Happened>();
    events.forEach(e -> told.add(new Happened(told.size() + 1, e, Map.of("actorName", "operator-1"))));
    return told;
  }

  private StatusView view() {
    return StatusView.of(told(history));
  }

  private MigrationRow migration() {
    return view().migration().orElseThrow();
  }

  private ParticipantRow participant(NodeName name) {
    return view().participant(M, name).orElseThrow();
  }

  private Wait waiting() {
    return Waits.of(migration(), view().participants()).orElseThrow();
  }

  private String waits() {
    return waiting().sentence();
  }
}
