// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import static io.cmc.controller.activity.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.cmc.controller.activity.Plans;
import io.cmc.controller.port.Fence;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.event.MigrationEvent.MigrationResumed;
import io.cmc.event.MigrationEvent.PanicStopped;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.MigrationId;
import io.cmc.id.RequestId;
import io.cmc.journey.Assignment;
import io.cmc.journey.Stage;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.ResourceLimits;
import io.cmc.store.engine.Proviso;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** Who does a step calls a node only as long as that is his to do, and tells nothing that is not his to tell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StepWorkerTest {

  private static final MigrationPlan PLAN = Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 3);
  private static final MigrationId M = PLAN.migration();
  private static final Duration LEASE = Duration.ofMinutes(5);
  private TestDatabase database;
  private DurableWork durable;
  private WorkTable table;

  @BeforeAll void tables() {
    database = TestDatabase.create();
  }

  @BeforeEach void a_step_is_asked_for() {
    durable = database.planned(PLAN);
    table = database.table();
    durable.stepDesk().on(new StepRequested(M, Plans.name(0), new RequestId(M + "/alfa#1"), Stage.CLOSE, 1, new Assignment.LowerLimits(), NOON));
  }

  @Test void an_intent_that_cannot_be_stored_just_now_parks_nothing_and_calls_nobody() {
    var node = open();
    var gateway = mock(CommandGateway.class);
    when(gateway.sendAndWait(any())).thenThrow(new CannotGetJdbcConnectionException("the database restarts"));
    var worker = database.worker(node, gateway);
    var lease = table.claim("one", LEASE, 1).getFirst();

    assertThatThrownBy(() -> worker.work(lease)).isInstanceOf(RuntimeException.class).hasRootCauseMessage("the database restarts");

    verify(gateway, times(1)).sendAndWait(any());
    verify(node, times(0)).setLimits(any());
  }

  @Test void whoever_was_overtaken_while_he_looked_tells_nothing() {
    var node = mock(ParticipantNode.class);
    when(node.limits()).thenAnswer(call -> {
      database.leasesRunOut();
      table.claim("two", LEASE, 1);
      return new ResourceLimits(Optional.of(0), Optional.of(0), 0.5);
    });
    var stored = new ArrayList<Object>();
    var worker = database.worker(node, storing(stored));

    worker.work(table.claim("one", LEASE, 1).getFirst());

    verify(node).limits();
    assertThat(stored).isEmpty();
  }

  @Test void nor_does_his_fault_park_what_somebody_else_is_doing_now() {
    var node = mock(ParticipantNode.class);
    when(node.limits()).thenAnswer(call -> {
      database.leasesRunOut();
      table.claim("two", LEASE, 1);
      throw new IllegalStateException("a fault of ours");
    });
    var stored = new ArrayList<Object>();

    database.worker(node, storing(stored)).work(table.claim("one", LEASE, 1).getFirst());

    assertThat(stored).isEmpty();
  }

  @Test void his_own_fault_is_told() {
    var node = mock(ParticipantNode.class);
    when(node.limits()).thenThrow(new IllegalStateException("a fault of ours"));
    var stored = new ArrayList<Object>();

    database.worker(node, storing(stored)).work(table.claim("one", LEASE, 1).getFirst());

    assertThat(stored).hasSize(1);
  }

  @Test void what_stops_everything_while_he_looks_keeps_him_from_meaning_to_call() {
    var node = mock(ParticipantNode.class);
    when(node.limits()).thenAnswer(call -> {
      durable.migrationDesk().on(new MigrationHeld(M, "wait", NOON));
      return new ResourceLimits(Optional.of(100), Optional.empty(), 0.5);
    });
    var stored = new ArrayList<Object>();
    var worker = database.worker(node, storing(stored));

    worker.work(table.claim("one", LEASE, 1).getFirst());

    assertThat(stored).isEmpty();
    verify(node, times(0)).setLimits(any());
    durable.migrationDesk().on(new MigrationResumed(M, NOON));
    assertThat(table.claim("one", LEASE, 1)).as("given back").hasSize(1);
  }

  @Test void what_stops_everything_while_an_intent_is_stored_stops_its_call_on_every_thread() {
    var node = open();
    var passes = new ArrayList<String>();
    doAnswer(call -> {
      for (var thread : List.of("one", "another")) passes.add(thread + " " + pass());
      throw new Fence.Closed();
    }).when(node).setLimits(any());
    var stored = new ArrayList<Object>();
    var gateway = storing(stored);
    var holding = mock(CommandGateway.class);
    when(holding.sendAndWait(any())).then(call -> {
      gateway.sendAndWait(call.getArgument(0));
      durable.migrationDesk().on(new MigrationHeld(M, "wait", NOON));
      return null;
    });
    var worker = database.worker(node, holding);

    worker.work(table.claim("one", LEASE, 1).getFirst());

    assertThat(stored).as("the intent").hasSize(1);
    assertThat(passes).containsExactly("one is closed", "another is closed");
    durable.migrationDesk().on(new MigrationResumed(M, NOON));
    assertThat(table.claim("one", LEASE, 1)).as("given back").hasSize(1);
  }

  @Test void once_a_call_was_let_pass_a_hold_stops_no_other_of_the_same_act_and_a_panic_stop_does() {
    var node = open();
    var passes = new ArrayList<String>();
    doAnswer(call -> {
      passes.add(pass());
      durable.migrationDesk().on(new MigrationHeld(M, "wait", NOON));
      passes.add(pass());
      durable.migrationDesk().on(new PanicStopped(M, "stop", NOON));
      passes.add(pass());
      throw new Fence.Closed();
    }).when(node).setLimits(any());

    database.worker(node, storing(new ArrayList<>())).work(table.claim("one", LEASE, 1).getFirst());

    assertThat(passes).containsExactly("is open", "is open", "is closed");
  }

  private static ParticipantNode open() {
    var node = mock(ParticipantNode.class);
    when(node.limits()).thenReturn(new ResourceLimits(Optional.of(100), Optional.empty(), 0.5));
    return node;
  }

  /** On a thread of its own, as calls that are made side by side. */
  private static String pass() throws Exception {
    var asked = new FutureTask<>(Fence.carried(Fence::pass));
    Thread.ofVirtual().start(asked);
    try {
      asked.get();
      return "is open";
    } catch (ExecutionException e) {
      return e.getCause() instanceof Fence.Closed ? "is closed" : e.toString();
    }
  }

  /** Takes what a command says as the store would. */
  private CommandGateway storing(List<Object> stored) {
    var gateway = mock(CommandGateway.class);
    when(gateway.sendAndWait(any())).then(call -> {
      var command = call.<CommandMessage<?>>getArgument(0);
      var provisos = command.getMetaData().values().stream().filter(Proviso.class::isInstance).map(Proviso.class::cast).toList();
      if (!provisos.stream().allMatch(database::holds)) throw new Proviso.NotMet();
      stored.add(command.getPayload());
      return null;
    });
    return gateway;
  }
}
