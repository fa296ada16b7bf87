// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static io.cmc.controller.activity.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.cmc.controller.activity.Plans;
import io.cmc.controller.port.Attendant;
import io.cmc.controller.port.LedgerNode;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.process.Answers;
import io.cmc.controller.step.Steps;
import io.cmc.event.StepEvent.StepDelayed;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.event.StepEvent.StepUnresolved;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Stage;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.proof.ResourceLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Nodes that are silent or failed are worked on in a lane of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilentNodesLaneTest {

  private static final MigrationPlan PLAN = Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 3);
  private static final MigrationId M = PLAN.migration();
  private static final NodeName ALFA = Plans.name(0);
  private static final RequestId REQUEST = new RequestId("net-eu-7/alfa#1");
  private static final Duration KNOCK = Duration.ofSeconds(2);
  private static final Duration LEASE = Duration.ofMinutes(5);
  private TestDatabase database;
  private DurableWork durable;

  @BeforeAll void tables() {
    database = TestDatabase.create();
  }

  @BeforeEach void a_step_that_was_requested() {
    durable = database.planned(PLAN);
    durable.stepDesk().on(new StepRequested(M, ALFA, REQUEST, Stage.CLOSE, 1, new Assignment.LowerLimits(), NOON));
  }

  @Test void a_look_at_a_silent_node_is_given_up_and_the_node_put_beside_and_told_of_and_then_looked_at_with_patience() throws Exception {
    var node = mock(ParticipantNode.class);
    when(node.isSilent(any())).thenReturn(true);
    var givenUp = new CountDownLatch(1);
    when(node.limits()).then(call -> untilTold(givenUp));
    var gateway = mock(CommandGateway.class);
    var worker = database.worker(node, gateway);
    var first = database.table().claim("one", LEASE, 1).getFirst();
    assertThat(lane()).isEqualTo("step:" + M);

    worker.work(first);
    assertThat(lane()).isEqualTo("beside:" + M);
    verify(gateway, times(1)).sendAndWait(any());
    assertThat(givenUp.await(20, TimeUnit.SECONDS)).as("the look is ended").isTrue();

    doReturn(new ResourceLimits(Optional.of(0), Optional.of(0), 0.5)).when(node).limits();
    worker.work(database.table().claim("one", LEASE, 1).getFirst());
    verify(node, times(1)).isSilent(any());
    verify(node, times(2)).limits();
  }

  @Test void a_node_that_answers_soon_is_not_knocked_at() {
    var node = mock(ParticipantNode.class);
    when(node.limits()).thenReturn(new ResourceLimits(Optional.of(0), Optional.of(0), 0.5));

    database.worker(node, mock(CommandGateway.class)).work(database.table().claim("one", LEASE, 1).getFirst());

    verify(node, never()).isSilent(any());
    verify(node).limits();
  }

  @Test void a_long_look_at_a_node_that_answers_to_a_knock_is_waited_for() {
    var node = mock(ParticipantNode.class);
    var knocked = new CountDownLatch(1);
    when(node.isSilent(any())).then(call -> {
      knocked.countDown();
      return false;
    });
    when(node.limits()).then(call -> {
      assertThat(knocked.await(20, TimeUnit.SECONDS)).isTrue();
      return new ResourceLimits(Optional.of(0), Optional.of(0), 0.5);
    });

    database.worker(node, mock(CommandGateway.class)).work(database.table().claim("one", LEASE, 1).getFirst());

    verify(node).limits();
    assertThat(lane()).isEqualTo("step:" + M);
  }

  @Test void a_look_that_is_such_a_load_that_no_knock_is_answered_is_waited_for_as_long_as_it_is_answered() {
    var node = mock(ParticipantNode.class);
    var knocked = new CountDownLatch(1);
    when(node.isSilent(any())).thenReturn(true);
    when(node.hasAnswered(any())).then(call -> {
      knocked.countDown();
      return true;
    });
    when(node.limits()).then(call -> {
      assertThat(knocked.await(20, TimeUnit.SECONDS)).isTrue();
      return new ResourceLimits(Optional.of(0), Optional.of(0), 0.5);
    });

    database.worker(node, mock(CommandGateway.class)).work(database.table().claim("one", LEASE, 1).getFirst());

    verify(node, times(1)).limits();
    assertThat(lane()).isEqualTo("step:" + M);
  }

  @Test void the_ledger_answers_for_the_node_too() {
    var named = PLAN.participant(ALFA);
    var alfa = new ParticipantPlan(named.name(), named.uid(), named.team(), named.admin(), Optional.of(named.admin()), named.database(), named.backup());
    var nodes = mock(Nodes.class);
    var ledger = mock(LedgerNode.class);
    when(nodes.participant(any())).thenReturn(mock(ParticipantNode.class));
    when(nodes.ledger(any())).thenReturn(ledger);
    var steps = new Steps(nodes, Map.of(), Attendant.NOBODY);
    assertThat(steps.hasAnswered(alfa, KNOCK)).isFalse();

    when(ledger.hasAnswered(KNOCK)).thenReturn(true);

    assertThat(steps.hasAnswered(alfa, KNOCK)).isTrue();
  }

  /** Until it is told to end. */
  private static ResourceLimits untilTold(CountDownLatch ended) {
    try {
      new CountDownLatch(1).await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      ended.countDown();
    }
    throw new IllegalStateException("nobody waits for this answer");
  }

  @Test void whoever_failed_or_left_a_call_open_goes_on_beside() {
    durable.stepDesk().on(new StepDelayed(M, ALFA, REQUEST, 1, Answers.trouble(), NOON, NOON));
    assertThat(lane()).isEqualTo("beside:" + M);

    database.db().sql("update durable_work set lane = ?").param("step:" + M).update();
    durable.stepDesk().on(new StepUnresolved(M, ALFA, REQUEST, Answers.trouble(), NOON, NOON));
    assertThat(lane()).isEqualTo("beside:" + M);
  }

  @Test void backups_keep_the_lane_of_their_host() {
    durable.stepDesk().on(new StepRequested(M, ALFA, REQUEST, Stage.BACK_UP, 1, new Assignment.BackUp(), NOON));
    var before = lane();

    durable.stepDesk().on(new StepDelayed(M, ALFA, REQUEST, 1, Answers.trouble(), NOON, NOON));

    assertThat(lane()).isEqualTo(before).startsWith("backup@");
  }

  private String lane() {
    return database.db().sql("select lane from durable_work where kind = 'STEP'").query(String.class).single();
  }
}
