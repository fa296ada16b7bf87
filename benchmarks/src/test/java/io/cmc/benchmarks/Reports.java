// SPDX-License-Identifier: Apache-2.0
package io.cmc.benchmarks;

import io.cmc.command.BeginStage;
import io.cmc.command.EnrolParticipant;
import io.cmc.command.ReportOnParticipant;
import io.cmc.id.JourneyId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.journey.Stage;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.proof.CheckResult;
import io.cmc.report.Report.ParticipantChecked;
import io.cmc.report.Report.StepWaits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What workers say most often, as commands to journeys that were begun for it: each leaves one event, and no work. */
final class Reports {

  private final CommandGateway commands;
  private final JdbcClient store;
  private final MigrationId migration;
  private final AtomicInteger journeys = new AtomicInteger();

  /** Plans a migration of its own. @param participants that the plan names; who shows the status knows no others */
  Reports(CommandGateway commands, JdbcClient store, String migration, int participants) {
    this.commands = commands;
    this.store = store;
    this.migration = new MigrationId(migration);
    commands.sendAndWait(new SilentPlan(this.migration, participants).order());
  }

  /** A participant's journey that waits in its first step. */
  record Waiting(JourneyId journey, RequestId request) {}

  Waiting begin() {
    var journey = new JourneyId(migration, new NodeName("p" + journeys.incrementAndGet()));
    commands.sendAndWait(new EnrolParticipant(journey, ClosingStrategy.PARTICIPANT_LIMITS, BackupStrategy.CONFIRM, Instant.now()));
    commands.sendAndWait(new BeginStage(journey, Stage.CHECK_PARTICIPANTS, 1, true, List.of(), Instant.now()));
    return new Waiting(journey, request(journey));
  }

  /** A participant's journey that has passed its checks, and is idle. */
  JourneyId checked() {
    var waiting = begin();
    commands.sendAndWait(new ReportOnParticipant(waiting.journey(), new ParticipantChecked(waiting.request(), CheckResult.of(List.of(), Map.of()), Instant.now())));
    return waiting.journey();
  }

  private RequestId request(JourneyId journey) {
    return new RequestId(store.sql("select payload::jsonb ->> 'request' from domain_event_entry where aggregate_identifier = ? and payload_type = 'StepRequested'")
        .param(journey.toString()).query(String.class).single());
  }

  /** Comes back when it is committed. */
  void report(Waiting waiting, int number) {
    var now = Instant.now();
    commands.sendAndWait(new ReportOnParticipant(waiting.journey(), new StepWaits(waiting.request(), "the domain's clock to pass mark " + number, now.plusSeconds(2), now)));
  }
}
