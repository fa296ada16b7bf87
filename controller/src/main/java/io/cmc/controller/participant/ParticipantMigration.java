// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import io.cmc.command.BeginStage;
import io.cmc.command.ConfirmBackup;
import io.cmc.command.ConfirmRestored;
import io.cmc.command.ConfirmStopped;
import io.cmc.command.DropCheck;
import io.cmc.command.EnrolParticipant;
import io.cmc.command.HandleIncident;
import io.cmc.command.JourneyCommand;
import io.cmc.command.LookAgain;
import io.cmc.command.ParkStep;
import io.cmc.command.ReportOnParticipant;
import io.cmc.command.RetryStep;
import io.cmc.command.SetAside;
import io.cmc.controller.activity.Unchanged;
import io.cmc.event.JourneyEvent;
import io.cmc.id.JourneyId;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CommandHandlerInterceptor;
import org.axonframework.spring.stereotype.Aggregate;

/** Axon's face of one participant's journey: loads, decides, applies. */
@Aggregate(type = ParticipantMigration.TYPE, commandTargetResolver = "commandTargets")
class ParticipantMigration {

  static final String TYPE = "participant";

  @AggregateIdentifier private String id;
  private transient Journey journey = new Journey.NotEnrolled();

  ParticipantMigration() {}

  /** What is decided upon it changes nothing here: journeys are never changed. */
  ParticipantMigration copy() {
    var copy = new ParticipantMigration();
    copy.id = id;
    copy.journey = journey;
    return copy;
  }

  @CommandHandler
  ParticipantMigration(EnrolParticipant command) {
    apply(command);
  }

  @CommandHandlerInterceptor void unchanged(@MetaDataValue(Unchanged.SINCE) Long since) {
    Unchanged.since(since, AggregateLifecycle.getVersion());
  }

  @CommandHandler void on(BeginStage command) {
    apply(command);
  }

  @CommandHandler void on(LookAgain command) {
    apply(command);
  }

  @CommandHandler void on(ReportOnParticipant command) {
    apply(command);
  }

  @CommandHandler void on(RetryStep command) {
    apply(command);
  }

  @CommandHandler void on(ConfirmBackup command) {
    apply(command);
  }

  @CommandHandler void on(ConfirmStopped command) {
    apply(command);
  }

  @CommandHandler void on(ConfirmRestored command) {
    apply(command);
  }

  @CommandHandler void on(ParkStep command) {
    apply(command);
  }

  @CommandHandler void on(DropCheck command) {
    apply(command);
  }

  @CommandHandler void on(SetAside command) {
    apply(command);
  }

  @CommandHandler void on(HandleIncident command) {
    apply(command);
  }

  private void apply(JourneyCommand command) {
    JourneyDecider.decide(journey, command).events().forEach(AggregateLifecycle::apply);
  }

  @EventSourcingHandler void on(JourneyEvent event) {
    id = new JourneyId(event.migration(), event.node()).toString();
    journey = JourneyEvolution.evolve(journey, event);
  }
}
