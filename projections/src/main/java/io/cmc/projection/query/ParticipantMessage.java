// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.Backup;
import io.cmc.api.v1.Contracts;
import io.cmc.api.v1.Limits;
import io.cmc.api.v1.NodeActivity;
import io.cmc.api.v1.ParticipantStatus;
import io.cmc.api.v1.Ping;
import io.cmc.id.NodeName;
import io.cmc.projection.status.Activity;
import io.cmc.projection.status.ParticipantRow;
import io.cmc.proof.BackupProof;
import io.cmc.proof.PingResult;
import io.cmc.proof.ResourceLimits;
import io.cmc.proof.RestoreProof;
import io.cmc.wire.PlanMessage;
import io.cmc.wire.ProblemMessage;
import io.cmc.wire.ProtoTime;

final class ParticipantMessage {

  private ParticipantMessage() {}

  /** @param waitsFor what it waits for, or its migration */
  static ParticipantStatus of(ParticipantRow row, String waitsFor) {
    var known = row.known();
    var message = ParticipantStatus.newBuilder().setName(row.name().value()).setUid(row.identity().uid().value())
        .setTeam(row.identity().team()).setPosition(row.place().position().name()).setPositionSince(ProtoTime.of(row.place().since()))
        .setActivity(of(row.activity(), row.name()).setWaitsFor(waitsFor))
        .setExcluded(row.excluded());
    known.saved().ifPresent(s -> message.setSavedLimits(of(s.limits())));
    known.limits().ifPresent(l -> message.setLimitsNow(of(l)));
    known.backup().ifPresent(b -> message.setBackup(of(b)));
    known.proved().ifPresent(p -> message.setRestoreProof(of(p)));
    known.before().ifPresent(c -> message.setBefore(of(c)));
    known.after().ifPresent(c -> message.setAfter(of(c)));
    return message.build();
  }

  static NodeActivity.Builder of(Activity activity, NodeName node) {
    var message = NodeActivity.newBuilder().setState(activity.state().name()).setAttempt(activity.attempt())
        .setSince(ProtoTime.of(activity.since())).setWaitsFor(activity.waitsFor());
    activity.step().ifPresent(s -> message.setStep(s.name()));
    activity.nextAt().ifPresent(at -> message.setNextAt(ProtoTime.of(at)));
    activity.problem().ifPresent(p -> message.setProblem(ProblemMessage.of(p, node)));
    return message;
  }

  static Ping of(NodeName from, PingResult ping) {
    return Ping.newBuilder().setFrom(from.value()).setTo(ping.to().value()).setAnswered(ping.answered()).setTook(ProtoTime.of(ping.took())).build();
  }

  private static Limits of(ResourceLimits limits) {
    var message = Limits.newBuilder().setMaxBurstFactor(limits.maxBurstFactor());
    limits.maxDirtyRequests().ifPresent(message::setMaxDirtyRequests);
    limits.maxRate().ifPresent(message::setMaxRate);
    return message.build();
  }

  private static Backup of(BackupProof proof) {
    return Backup.newBuilder().setStrategy(PlanMessage.of(proof.strategy())).setLocation(proof.location()).setBytes(proof.bytes())
        .setSha256(proof.sha256()).setTook(ProtoTime.of(proof.took())).setServerTime(ProtoTime.of(proof.serverTime())).setObjects(proof.objects()).build();
  }

  private static io.cmc.api.v1.RestoreProof of(RestoreProof proof) {
    return io.cmc.api.v1.RestoreProof.newBuilder().setScratch(proof.scratch()).setTables(proof.tables()).setRows(proof.rows())
        .setTook(ProtoTime.of(proof.took())).setAt(ProtoTime.of(proof.at())).build();
  }

  private static Contracts of(ParticipantRow.Contracts contracts) {
    return Contracts.newBuilder().setCount(contracts.count()).setDigest(contracts.digest()).build();
  }
}
