// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.MigrationSummary;
import io.cmc.api.v1.PhaseTime;
import io.cmc.api.v1.WayBack;
import io.cmc.id.NodeName;
import io.cmc.projection.status.Activity;
import io.cmc.projection.status.MigrationRow;
import io.cmc.projection.status.ParticipantRow;
import io.cmc.projection.status.StatusQueries.Found;
import io.cmc.projection.status.Wait;
import io.cmc.projection.status.Waits;
import io.cmc.proof.CheckResult;
import io.cmc.wire.PlanMessage;
import io.cmc.wire.ProblemMessage;
import io.cmc.wire.ProtoTime;
import java.util.Optional;

/** The status in the public contract's form. */
public final class StatusMessage {

  private StatusMessage() {}

  public static MigrationStatus of(Found found) {
    var row = found.migration();
    var message = MigrationStatus.newBuilder().setMigration(row.migration().value()).setState(state(row))
        .setPhase(PlanMessage.of(row.standing().phase())).setPhaseSince(ProtoTime.of(row.standing().since()))
        .setWayBack(WayBack.valueOf(row.standing().wayBack().name())).setPlanHash(row.outline().hash().value())
        .setSource(row.outline().source()).setTarget(row.outline().target())
        .setPlannedAt(ProtoTime.of(row.times().planned())).setAsOfPosition(row.asOf()).setOpenIncidents(row.incidents());
    row.times().started().ifPresent(at -> message.setStartedAt(ProtoTime.of(at)));
    row.times().ended().ifPresent(at -> message.setEndedAt(ProtoTime.of(at)));
    Waits.of(row, found.participants()).ifPresent(w -> waits(message, w));
    row.pauses().gate().ifPresent(g -> message.setGate(PlanMessage.of(g.before())));
    row.times().phases().forEach(p -> message.addPhases(of(p)));
    StopsMessage.put(message, row.pauses());
    StopsMessage.put(message, row.departures());
    row.agreement().ifPresent(a -> message.setApprovals(ApprovalsMessage.of(a, row.times().latest())));
    domains(message, row);
    found.participants().forEach(p -> participant(message, row, p));
    return message.build();
  }

  static MigrationSummary summary(Found found) {
    var row = found.migration();
    var message = MigrationSummary.newBuilder().setMigration(row.migration().value()).setState(state(row))
        .setPhase(PlanMessage.of(row.standing().phase())).setSource(row.outline().source()).setTarget(row.outline().target())
        .setParticipants(row.outline().participants()).setPlannedAt(ProtoTime.of(row.times().planned()))
        .setWaitsFor(Waits.of(row, found.participants()).map(Wait::sentence).orElse(""));
    row.times().ended().ifPresent(at -> message.setEndedAt(ProtoTime.of(at)));
    return message.build();
  }

  static MigrationState state(MigrationRow row) {
    return MigrationState.valueOf(row.state().name());
  }

  private static void waits(MigrationStatus.Builder message, Wait wait) {
    message.setWaitsFor(wait.sentence()).setWaitsSince(ProtoTime.of(wait.since()));
  }

  private static PhaseTime of(MigrationRow.PhaseTime time) {
    var message = PhaseTime.newBuilder().setPhase(PlanMessage.of(time.phase())).setBegan(ProtoTime.of(time.began()));
    time.ended().ifPresent(at -> message.setEnded(ProtoTime.of(at)));
    return message.build();
  }

  private static void domains(MigrationStatus.Builder message, MigrationRow row) {
    var activity = row.domains().activity();
    if (!activity.is(Activity.State.IDLE)) message.setDomains(ParticipantMessage.of(activity, NodeName.DOMAINS));
    findings(message, row.domains().check(), NodeName.DOMAINS);
  }

  private static void participant(MigrationStatus.Builder message, MigrationRow migration, ParticipantRow row) {
    message.addParticipants(ParticipantMessage.of(migration, row));
    row.known().pings().forEach(p -> message.addPings(ParticipantMessage.of(row.name(), p)));
    findings(message, row.known().check(), row.name());
  }

  private static void findings(MigrationStatus.Builder message, Optional<CheckResult> check, NodeName node) {
    check.ifPresent(c -> c.findings().forEach(f -> message.addFindings(ProblemMessage.of(f, node))));
  }
}
