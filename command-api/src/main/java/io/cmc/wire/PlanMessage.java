// SPDX-License-Identifier: Apache-2.0
package io.cmc.wire;

import io.cmc.api.v1.Participant;
import io.cmc.api.v1.Plan;
import io.cmc.journey.Phase;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.Endpoint;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.Secret;
import io.cmc.plan.SourceDomain;
import io.cmc.plan.TargetDomain;
import io.cmc.plan.Terms;
import io.cmc.plan.Tls;
import io.cmc.plan.Verification;
import io.cmc.plan.Window;

/** A plan in the public contract's form, with everything that is resolved in it. */
public final class PlanMessage {

  private PlanMessage() {}

  public static Plan of(MigrationPlan plan) {
    var message = Plan.newBuilder().setMigration(plan.migration().value()).setSource(source(plan.source())).setTarget(target(plan.target()))
        .setClosing(of(plan.closing())).setVerification(of(plan.verification())).setPace(of(plan.pace())).setSoak(ProtoTime.of(plan.soak()))
        .setKeepSource(plan.keepSource()).setTerms(of(plan.terms()));
    plan.participants().forEach(p -> message.addParticipants(participant(p)));
    plan.holdBefore().forEach(phase -> message.addHoldBefore(of(phase)));
    plan.backupFolder().ifPresent(message::setBackupFolder);
    return message.build();
  }

  public static io.cmc.api.v1.Phase of(Phase phase) {
    return io.cmc.api.v1.Phase.valueOf(phase.name());
  }

  public static io.cmc.api.v1.ClosingStrategy of(ClosingStrategy closing) {
    return io.cmc.api.v1.ClosingStrategy.valueOf(closing.name());
  }

  public static io.cmc.api.v1.BackupStrategy of(BackupStrategy backup) {
    return io.cmc.api.v1.BackupStrategy.valueOf(backup.name());
  }

  private static io.cmc.api.v1.SourceDomain source(SourceDomain source) {
    var message = io.cmc.api.v1.SourceDomain.newBuilder().setAlias(source.alias().value()).setId(source.id().value())
        .setProtocolVersion(source.protocolVersion()).setBackup(of(source.backup()));
    source.admin().ifPresent(e -> message.setAdmin(of(e)));
    source.database().ifPresent(d -> message.setDatabase(of(d)));
    return message.build();
  }

  private static io.cmc.api.v1.TargetDomain target(TargetDomain target) {
    var message = io.cmc.api.v1.TargetDomain.newBuilder().setAlias(target.alias().value()).setId(target.id().value())
        .setProtocolVersion(target.protocolVersion()).addAllSequencers(target.sequencers());
    target.trustCollectionFile().ifPresent(message::setTrustCollectionFile);
    target.admin().ifPresent(e -> message.setAdmin(of(e)));
    return message.build();
  }

  private static Participant participant(ParticipantPlan p) {
    var message = Participant.newBuilder().setName(p.name().value()).setUid(p.uid().value()).setTeam(p.team()).setAdmin(of(p.admin()))
        .setBackup(of(p.backup()));
    p.ledger().ifPresent(e -> message.setLedger(of(e)));
    p.database().ifPresent(d -> message.setDatabase(of(d)));
    return message.build();
  }

  private static io.cmc.api.v1.Endpoint of(Endpoint endpoint) {
    var message = io.cmc.api.v1.Endpoint.newBuilder().setHost(endpoint.host()).setPort(endpoint.port())
        .setPlaintext(endpoint.tls().isEmpty());
    endpoint.tls().ifPresent(t -> message.setTls(of(t)));
    endpoint.token().ifPresent(t -> message.setToken(of(t)));
    return message.build();
  }

  private static io.cmc.api.v1.Tls of(Tls tls) {
    var message = io.cmc.api.v1.Tls.newBuilder();
    tls.trustCollectionFile().ifPresent(message::setTrustCollectionFile);
    tls.certificateFile().ifPresent(message::setCertificateFile);
    tls.privateKeyFile().ifPresent(message::setPrivateKeyFile);
    tls.serverName().ifPresent(message::setServerName);
    return message.build();
  }

  private static io.cmc.api.v1.Secret of(Secret secret) {
    return switch (secret.kind()) {
      case ENV -> io.cmc.api.v1.Secret.newBuilder().setEnv(secret.name()).build();
      case FILE -> io.cmc.api.v1.Secret.newBuilder().setFile(secret.name()).build();
    };
  }

  private static io.cmc.api.v1.Database of(Database database) {
    var message = io.cmc.api.v1.Database.newBuilder().setHost(database.host()).setPort(database.port()).setName(database.name())
        .setUser(database.user()).setPlaintext(database.tls().isEmpty());
    database.tls().ifPresent(t -> message.setTls(of(t)));
    database.password().ifPresent(s -> message.setPassword(of(s)));
    return message.build();
  }

  private static io.cmc.api.v1.Verification of(Verification v) {
    return io.cmc.api.v1.Verification.newBuilder().setSmallMaxDirtyRequests(v.smallMaxDirtyRequests()).setSmallMaxRate(v.smallMaxRate())
        .setPingTimeout(ProtoTime.of(v.pingTimeout())).setEveryPairUpTo(v.everyPairUpTo()).build();
  }

  private static io.cmc.api.v1.Terms of(Terms terms) {
    var message = io.cmc.api.v1.Terms.newBuilder().addAllWaivable(terms.waivable()).setProveBackups(terms.proveBackups());
    terms.window().ifPresent(w -> message.setWindow(of(w)));
    terms.approvals().ifPresent(a -> message.setApprovals(ApprovalMessage.of(a)));
    terms.hooks().ifPresent(all -> all.hooks().forEach(h -> message.addHooks(
        io.cmc.api.v1.GateHook.newBuilder().setGate(ApprovalMessage.of(h.gate())).setName(h.name()))));
    return message.build();
  }

  public static io.cmc.api.v1.Window of(Window window) {
    return io.cmc.api.v1.Window.newBuilder().setFrom(ProtoTime.of(window.from())).setUntil(ProtoTime.of(window.until()))
        .setReserve(ProtoTime.of(window.reserve())).build();
  }

  private static io.cmc.api.v1.Pace of(Pace pace) {
    return io.cmc.api.v1.Pace.newBuilder().setParallel(pace.parallel()).setBackupsPerHost(pace.backupsPerHost()).setDumpJobs(pace.dumpJobs())
        .setAttempts(pace.attempts()).setPhaseLimit(ProtoTime.of(pace.phaseLimit())).setDrainLimit(ProtoTime.of(pace.drainLimit())).build();
  }
}
