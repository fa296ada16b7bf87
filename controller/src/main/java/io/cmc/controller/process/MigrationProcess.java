// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.cmc.command.NoteDeadline;
import io.cmc.controller.migration.Deadlines;
import io.cmc.controller.migration.MigrationFirst;
import io.cmc.event.ApprovalEvent;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.event.MigrationEvent.OnCourse;
import io.cmc.event.MigrationEvent.Ordered;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Axon's face of a migration's process: hands events to {@link MigrationReactions} and carries out what they ask for, in the
 * transaction of the event. Public because Axon makes it.
 */
@Saga(sagaStore = "sagaStore")
@ProcessingGroup("process")
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.NONE, getterVisibility = JsonAutoDetect.Visibility.NONE,
    isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public class MigrationProcess {

  @JsonProperty private Memory memory;
  private transient Memory kept;

  private transient FanOut fanOut;
  private transient DeadlineManager deadlines;
  private transient CommandGateway commands;
  private transient InstantSource clock;

  @Autowired void use(FanOut parts) {
    fanOut = parts;
  }

  @Autowired void use(DeadlineManager timers) {
    deadlines = timers;
  }

  @Autowired void use(CommandGateway gateway) {
    commands = gateway;
  }

  @Autowired void use(InstantSource time) {
    clock = time;
  }

  /** What it remembers is what the store has. */
  void isKept() {
    kept = memory;
  }

  boolean hasChanged() {
    return !Objects.equals(memory, kept);
  }

  @StartSaga
  @SagaEventHandler(associationProperty = "migration")
  void on(MigrationPlanned event) {
    memory = MigrationReactions.begin(event);
  }

  @SagaEventHandler(associationProperty = "migration")
  void on(OnCourse event) {
    MigrationReactions.react(memory, event).forEach(this::carryOut);
  }

  @SagaEventHandler(associationProperty = "migration")
  void on(Ordered event) {
    memory = MigrationReactions.remember(memory, event);
    MigrationReactions.react(event).forEach(this::carryOut);
  }

  @SagaEventHandler(associationProperty = "migration")
  void on(ApprovalEvent event) {
    MigrationReactions.react(event).forEach(this::carryOut);
  }

  private void carryOut(Reaction reaction) {
    switch (reaction) {
      case Reaction.SendThrough r -> fanOut.sendThrough(memory.migration(), r.stage(), r.round(), r.binding(), r.participants());
      case Reaction.LookAtAll r -> fanOut.lookAtAll(memory.migration(), r.stage(), r.round(), r.participants());
      case Reaction.Compare r -> fanOut.compare(memory.migration(), r.run(), r.participants());
      case Reaction.Release r -> fanOut.release(memory.migration(), r.participant());
      case Reaction.Drop r -> fanOut.drop(memory.migration(), r.participant(), r.check());
      case Reaction.Remind r -> remind(r.after(), Deadlines.PHASE_OVERDUE, r.phase().name());
      case Reaction.ForgetReminder r -> deadlines.cancelAllWithinScope(Deadlines.PHASE_OVERDUE);
      case Reaction.Soak r -> remind(r.left(clock.instant()), Deadlines.SOAK_OVER, r.until().toString());
      case Reaction.Alarm r -> remind(r.left(clock.instant()), r.name(), r.until().toString());
      case Reaction.End r -> end();
    }
  }

  private void remind(Duration after, String name, String what) {
    deadlines.schedule(after, name, new GenericMessage<>(what, Map.of(MigrationFirst.MIGRATION, memory.migration().value())));
  }

  private void end() {
    deadlines.cancelAllWithinScope(Deadlines.APPROVAL_OVER);
    deadlines.cancelAllWithinScope(Deadlines.GLASS_OVER);
    SagaLifecycle.end();
  }

  @DeadlineHandler(deadlineName = Deadlines.APPROVAL_OVER)
  void onApprovalOver(String until) {
    note(Deadlines.APPROVAL_OVER, "", notBefore(until));
  }

  @DeadlineHandler(deadlineName = Deadlines.GLASS_OVER)
  void onGlassOver(String until) {
    note(Deadlines.GLASS_OVER, "", notBefore(until));
  }

  @DeadlineHandler(deadlineName = Deadlines.PHASE_OVERDUE)
  void onPhaseOverdue(String phase) {
    note(Deadlines.PHASE_OVERDUE, phase, clock.instant());
  }

  @DeadlineHandler(deadlineName = Deadlines.SOAK_OVER)
  void onSoakOver(String until) {
    note(Deadlines.SOAK_OVER, "", notBefore(until));
  }

  /** The timer went off, and does so once: a clock that was put back since then does not undo it. */
  private Instant notBefore(String until) {
    var now = clock.instant();
    if (until.isEmpty()) return now; // set by an earlier version
    var due = Instant.parse(until);
    return now.isBefore(due) ? due : now;
  }

  private void note(String name, String key, Instant at) {
    commands.sendAndWait(new NoteDeadline(memory.migration(), name, key, at));
  }
}
