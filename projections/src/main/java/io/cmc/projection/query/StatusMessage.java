// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.MigrationSummary;
import io.cmc.api.v1.NodeActivity;
import io.cmc.api.v1.OtherParticipants;
import io.cmc.api.v1.PhaseTime;
import io.cmc.api.v1.WayBack;
import io.cmc.id.NodeName;
import io.cmc.projection.sight.View;
import io.cmc.projection.status.Activity;
import io.cmc.projection.status.MigrationRow;
import io.cmc.projection.status.ParticipantRow;
import io.cmc.projection.status.StatusQueries.Found;
import io.cmc.projection.status.StatusQueries.Listed;
import io.cmc.projection.status.Wait;
import io.cmc.projection.status.Waits;
import io.cmc.proof.CheckResult;
import io.cmc.wire.PlanMessage;
import io.cmc.wire.ProblemMessage;
import io.cmc.wire.ProtoTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The status in the public contract's form. */
public final class StatusMessage {

  private StatusMessage() {}

  /** As somebody sees it who may not see all. */
  static MigrationStatus of(Found found, View view) {
    var message = outline(found, view);
    var idle = Waits.ofIdle(found.migration(), view);
    found.participants().stream().filter(p -> view.names(p.name())).forEach(p -> participant(message, p, Waits.of(found.migration(), p, idle), view));
    others(message, found.participants().stream().filter(p -> !view.names(p.name())).toList());
    return Veil.over(message.build(), view);
  }

  /** All but the participants. */
  static MigrationStatus.Builder outline(Found found, View view) {
    var row = found.migration();
    var message = MigrationStatus.newBuilder().setMigration(row.migration().value()).setState(state(row))
        .setPhase(PlanMessage.of(row.standing().phase())).setPhaseSince(ProtoTime.of(row.standing().since()))
        .setWayBack(WayBack.valueOf(row.standing().wayBack().name())).setPlanHash(row.outline().hash().value())
        .setSource(row.outline().source()).setTarget(row.outline().target())
        .setPlannedAt(ProtoTime.of(row.times().planned())).setAsOfPosition(row.asOf()).setOpenIncidents(row.incidents());
    row.times().started().ifPresent(at -> message.setStartedAt(ProtoTime.of(at)));
    row.times().ended().ifPresent(at -> message.setEndedAt(ProtoTime.of(at)));
    Waits.of(row, found.participants(), view).ifPresent(w -> waits(message, w));
    row.pauses().gate().ifPresent(g -> message.setGate(PlanMessage.of(g.before())));
    row.times().phases().forEach(p -> message.addPhases(of(p)));
    StopsMessage.put(message, row.pauses(), view);
    StopsMessage.put(message, row.departures(), view);
    row.agreement().ifPresent(agreed -> message.setApprovals(ApprovalsMessage.of(agreed, row.times().latest())));
    domains(message, row, view);
    return message;
  }

  private static void others(MigrationStatus.Builder message, List<ParticipantRow> rows) {
    rows.stream().collect(Collectors.groupingBy(p -> OtherParticipants.newBuilder().setPosition(p.place().position().name())
            .setActivity(p.activity().state().name()).build(), LinkedHashMap::new, Collectors.counting()))
        .forEach((kind, count) -> message.addOthers(kind.toBuilder().setParticipants(count.intValue())));
  }

  static MigrationSummary summary(Listed listed, View view) {
    var row = listed.migration();
    var message = MigrationSummary.newBuilder().setMigration(row.migration().value()).setState(state(row))
        .setPhase(PlanMessage.of(row.standing().phase())).setSource(row.outline().source()).setTarget(row.outline().target())
        .setParticipants(row.outline().participants()).setPlannedAt(ProtoTime.of(row.times().planned()))
        .setWaitsFor(Waits.of(row, listed.busy(), view).map(Wait::sentence).orElse(""));
    row.times().ended().ifPresent(at -> message.setEndedAt(ProtoTime.of(at)));
    return Veil.over(message.build(), view);
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

  /** What is found on the domains tells who else is there. */
  private static void domains(MigrationStatus.Builder message, MigrationRow row, View view) {
    var activity = row.domains().activity();
    if (!activity.is(Activity.State.IDLE)) message.setDomains(whyOnly(ParticipantMessage.of(activity, NodeName.DOMAINS), view));
    if (view.whole()) findings(message, row.domains().check(), NodeName.DOMAINS);
  }

  private static NodeActivity.Builder whyOnly(NodeActivity.Builder activity, View view) {
    if (view.whole()) return activity;
    if (activity.hasProblem()) activity.getProblemBuilder().clearExpected().clearFound();
    return activity.clearWaitsFor();
  }

  static void participant(MigrationStatus.Builder message, ParticipantRow row, String waitsFor, View view) {
    message.addParticipants(ParticipantMessage.of(row, waitsFor));
    row.known().pings().stream().filter(p -> view.names(p.to())).forEach(p -> message.addPings(ParticipantMessage.of(row.name(), p)));
    findings(message, row.known().check(), row.name());
  }

  private static void findings(MigrationStatus.Builder message, Optional<CheckResult> check, NodeName node) {
    check.ifPresent(c -> c.findings().forEach(f -> message.addFindings(ProblemMessage.of(f, node))));
  }
}
