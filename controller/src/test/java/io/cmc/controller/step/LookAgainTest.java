// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.controller.port.ParticipantNode.InFlight;
import io.cmc.controller.step.StepRun.Result;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.plan.ClosingStrategy;
import io.cmc.proof.ContractDigest;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookAgainTest {

  private final Trial trial = new Trial();

  @Test void limits_that_are_still_0_hold_and_others_do_not() {
    trial.a.limits = ChangingStepsTest.closed();
    assertThat(lookedAt(new Assignment.LowerLimits()).holds()).isTrue();

    trial.a.limits = Samples.LIMITS;
    var opened = lookedAt(new Assignment.LowerLimits());
    assertThat(opened.holds()).isFalse();
    assertThat(opened.found()).contains("200 dirty requests");
  }

  @Test void a_drain_holds_as_long_as_nothing_is_in_flight() {
    trial.a.limits = ChangingStepsTest.closed();
    assertThat(lookedAt(new Assignment.Drain()).holds()).isTrue();
    assertThat(lookedAt(new Assignment.ListContracts()).holds()).isTrue();

    trial.a.inFlight = Optional.of(new InFlight(0, 1));
    assertThat(lookedAt(new Assignment.Drain()).found()).contains("1 transactions in flight");
    assertThat(lookedAt(new Assignment.ListContracts()).holds()).isFalse();
  }

  @Test void a_participant_that_reconnected_by_itself_no_longer_holds() {
    ChangingStepsTest.left(trial);
    assertThat(lookedAt(new Assignment.LeaveSource(Samples.SAVED)).holds()).isTrue();

    trial.a.link("olddomain").connected = true;
    assertThat(lookedAt(new Assignment.LeaveSource(Samples.SAVED)).found()).isEqualTo("A is connected to olddomain");
  }

  @Test void work_that_turned_up_in_flight_after_leaving_never_ends_there_and_is_told_apart() {
    var backedUp = new Assignment.BackUp();
    trial.reached(trial.run(new Assignment.LeaveSource(Samples.SAVED)), Report.ParticipantDisconnected.class);
    trial.reached(trial.run(backedUp), Report.ParticipantBackedUp.class);
    trial.a.inFlight = Optional.of(new InFlight(2, 1));

    for (var done : List.of(new Assignment.LeaveSource(Samples.SAVED), backedUp)) {
      var seen = trial.reached(trial.run(new Assignment.LookAgain(done)), Report.WorkInFlightSeen.class);
      assertThat(seen.found()).isEqualTo("2 submissions and 1 transactions in flight");
    }
    trial.a.inFlight = Optional.empty();
    assertThat(lookedAt(backedUp).holds()).as("a release that does not count").isTrue();
  }

  @Test void who_was_back_on_the_source_and_is_off_it_again_does_not_hold() {
    var back = new Assignment.RejoinSource(Samples.SAVED);
    assertThat(lookedAt(back).holds()).isTrue();

    trial.a.link("olddomain").connected = false;
    assertThat(lookedAt(back).found()).isEqualTo("A is not connected to olddomain");
    assertThat(trial.network.journal).as("calls of the looks").isEmpty();
  }

  @Test void a_joined_participant_in_bad_health_does_not_hold() {
    trial.a.moved("newdomain");
    trial.a.link("newdomain").connected = true;
    assertThat(lookedAt(new Assignment.JoinTarget(Samples.SAVED)).holds()).isTrue();

    trial.a.link("newdomain").healthy = false;
    assertThat(lookedAt(new Assignment.JoinTarget(Samples.SAVED)).found()).contains("waits until A is in good health");
  }

  @Test void compared_contracts_hold_as_long_as_nobody_is_let_in() {
    trial.plan.closing = ClosingStrategy.DOMAIN_RATE;
    trial.network.target.rate = Optional.of(0);
    assertThat(lookedAt(new Assignment.CompareContracts(ContractDigest.notListed())).holds()).isTrue();

    trial.network.target.rate = Optional.of(5);
    assertThat(lookedAt(new Assignment.CompareContracts(ContractDigest.notListed())).holds()).isFalse();
  }

  @Test void work_in_flight_where_it_does_not_end_is_told_as_such_and_other_trouble_is_not() {
    var work = new Work<>(trial.plan.plan(), new NodeName("A"), new Assignment.LookAgain(new Assignment.LeaveSource(Samples.SAVED)),
        new RequestId("r1"), 1, Notes.NONE, false, trial.network.clock);

    assertThat(LookAgain.told(work, new Sight.Blocked(Problem.of(ProblemCode.IN_FLIGHT_WORK, "nothing in flight", "1 transactions in flight"))))
        .isEqualTo(new Sight.Done(new Report.WorkInFlightSeen(new RequestId("r1"), "1 transactions in flight", work.now())));
    assertThat(LookAgain.told(work, new Sight.Blocked(Problem.of(ProblemCode.BARRIER_BROKEN, "away", "connected"))))
        .isInstanceOfSatisfying(Sight.Done.class, d -> assertThat(d.report()).isInstanceOfSatisfying(Report.ParticipantLookedAt.class,
            r -> assertThat(r.holds()).isFalse()));
  }

  @Test void a_node_that_cannot_be_asked_neither_holds_nor_not() {
    trial.network.failNext("A.limits", FakeNetwork.trouble(Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE));

    assertThat(trial.run(new Assignment.LookAgain(new Assignment.LowerLimits()))).isInstanceOf(Result.Failed.class);
  }

  @Test void contracts_are_listed_where_there_is_a_ledger_api_and_said_not_to_be_where_there_is_none() {
    assertThat(trial.reached(trial.run(new Assignment.ListContracts()), Report.ContractsListed.class).contracts().count()).isEqualTo(3);

    trial.plan.ledgers = false;
    var none = trial.run(new Assignment.CompareContracts(trial.a.contracts));
    assertThat(trial.reached(none, Report.ContractsListed.class).contracts()).isEqualTo(ContractDigest.notListed());
  }

  private Report.ParticipantLookedAt lookedAt(Assignment done) {
    return trial.reached(trial.run(new Assignment.LookAgain(done)), Report.ParticipantLookedAt.class);
  }
}
