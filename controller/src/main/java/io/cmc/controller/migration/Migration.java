// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.command.*;
import io.cmc.command.AcceptDifferences;
import io.cmc.command.AmendMigration;
import io.cmc.command.BeginReconcile;
import io.cmc.command.ExcludeParticipant;
import io.cmc.command.HandleMigrationIncident;
import io.cmc.command.NoteForeignChange;
import io.cmc.command.PanicStop;
import io.cmc.command.ReconcileMigration;
import io.cmc.command.RecordSightings;
import io.cmc.command.RestoreFromBackup;
import io.cmc.command.WaiveCheck;
import io.cmc.controller.activity.Unchanged;
import io.cmc.event.MigrationEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CommandHandlerInterceptor;
import org.axonframework.spring.stereotype.Aggregate;

/** Axon's face of a migration: loads, decides, applies. */
@Aggregate(type = "migration", commandTargetResolver = "commandTargets", snapshotTriggerDefinition = "longStreams")
class Migration {

  @AggregateIdentifier private String id;
  private transient MigrationState state = new MigrationState.Unplanned();

  Migration() {}

  static Migration planned(PlanMigration command) {
    var migration = new Migration();
    migration.on(command);
    return migration;
  }

  /** What is decided upon it changes nothing here: states are never changed. */
  Migration copy() {
    var copy = new Migration();
    copy.id = id;
    copy.state = state;
    return copy;
  }

  /** A plan may be ordered again under its name, so this is asked for by {@link Planning}, which knows whether the stream is there. */
  void on(PlanMigration command) {
    apply(command);
  }

  @CommandHandlerInterceptor void unchanged(@MetaDataValue(Unchanged.SINCE) Long since) {
    Unchanged.since(since, AggregateLifecycle.getVersion());
  }

  @CommandHandler void on(CheckMigration command) {
    apply(command);
  }

  @CommandHandler void on(StartMigration command) {
    apply(command);
  }

  @CommandHandler void on(HoldMigration command) {
    apply(command);
  }

  @CommandHandler void on(ResumeMigration command) {
    apply(command);
  }

  @CommandHandler void on(ReleaseGate command) {
    apply(command);
  }

  @CommandHandler void on(ConfirmExternally command) {
    apply(command);
  }

  @CommandHandler void on(AbortMigration command) {
    apply(command);
  }

  @CommandHandler void on(RetireSource command) {
    apply(command);
  }

  @CommandHandler void on(RetryDomainStep command) {
    apply(command);
  }

  @CommandHandler void on(RecordProgress command) {
    apply(command);
  }

  @CommandHandler void on(NoteDeadline command) {
    apply(command);
  }

  @CommandHandler void on(ReportOnDomains command) {
    apply(command);
  }

  @CommandHandler void on(RestoreFromBackup command) {
    apply(command);
  }

  @CommandHandler void on(PanicStop command) {
    apply(command);
  }

  @CommandHandler void on(ReconcileMigration command) {
    apply(command);
  }

  @CommandHandler void on(BeginReconcile command) {
    apply(command);
  }

  @CommandHandler void on(RecordSightings command) {
    apply(command);
  }

  @CommandHandler void on(NoteForeignChange command) {
    apply(command);
  }

  @CommandHandler void on(AcceptDifferences command) {
    apply(command);
  }

  @CommandHandler void on(ExcludeParticipant command) {
    apply(command);
  }

  @CommandHandler void on(AmendMigration command) {
    apply(command);
  }

  @CommandHandler void on(WaiveCheck command) {
    apply(command);
  }

  @CommandHandler void on(HandleMigrationIncident command) {
    apply(command);
  }

  @CommandHandler void on(ApproveMigration command) {
    apply(command);
  }

  @CommandHandler void on(RevokeApproval command) {
    apply(command);
  }

  @CommandHandler void on(SignOff command) {
    apply(command);
  }

  @CommandHandler void on(WithdrawSignOff command) {
    apply(command);
  }

  @CommandHandler void on(BreakGlass command) {
    apply(command);
  }

  @CommandHandler void on(NoteGrants command) {
    apply(command);
  }

  private void apply(MigrationCommand command) {
    MigrationDecider.decide(state, command).events().forEach(AggregateLifecycle::apply);
  }

  @EventSourcingHandler void on(MigrationEvent event) {
    id = event.migration().value();
    state = MigrationEvolution.evolve(state, event);
  }
}
