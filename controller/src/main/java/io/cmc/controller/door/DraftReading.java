// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.cmc.api.v1.Participant;
import io.cmc.api.v1.Plan;
import io.cmc.controller.survey.DraftPlan;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import io.cmc.journey.Phase;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.GateHooks;
import io.cmc.plan.Window;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.wire.ApprovalMessage;
import io.cmc.wire.ProtoTime;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A plan from the public contract's form into the language: what is not set there is to be found out. */
final class DraftReading {

  private DraftReading() {}

  /** @throws OrderRejected naming what cannot be read */
  static DraftPlan read(Plan plan) {
    requireNoUnknownFields(plan);
    try {
      return draft(plan);
    } catch (IllegalArgumentException e) {
      throw new OrderRejected(Problem.of(ProblemCode.PLAN_UNREADABLE, "a plan that can be read", e.getMessage()));
    }
  }

  private static DraftPlan draft(Plan plan) {
    return new DraftPlan(MigrationId.planned(plan.getMigration()), source(plan.getSource()), target(plan.getTarget()),
        plan.getParticipantsList().stream().map(DraftReading::participant).toList(), closing(plan.getClosing()),
        Defaults.verification(plan.getVerification()), plan.getHoldBeforeList().stream().map(p -> Phase.valueOf(p.name())).collect(Collectors.toSet()),
        Defaults.pace(plan.getPace()), plan.hasSoak() ? ProtoTime.of(plan.getSoak()) : Duration.ZERO, text(plan.getBackupFolder()),
        plan.getKeepSource(), terms(plan.getTerms()));
  }

  private static DraftPlan.Terms terms(io.cmc.api.v1.Terms t) {
    return new DraftPlan.Terms(t.hasWindow() ? Optional.of(window(t.getWindow())) : Optional.empty(), new TreeSet<>(t.getWaivableList()),
        t.hasProveBackups() ? Optional.of(t.getProveBackups()) : Optional.empty(),
        t.hasApprovals() ? Optional.of(ApprovalsReading.read(t.getApprovals())) : Optional.empty(), hooks(t));
  }

  private static GateHooks hooks(io.cmc.api.v1.Terms t) {
    return new GateHooks(t.getHooksList().stream().map(h -> new GateHooks.At(ApprovalMessage.gate(h.getGate()), h.getName())).toList());
  }

  private static Window window(io.cmc.api.v1.Window w) {
    if (!w.hasFrom() || !w.hasUntil()) throw new IllegalArgumentException("a window that does not say from when and until when");
    return new Window(ProtoTime.of(w.getFrom()), ProtoTime.of(w.getUntil()), ProtoTime.of(w.getReserve()));
  }

  private static DraftPlan.Source source(io.cmc.api.v1.SourceDomain s) {
    return new DraftPlan.Source(new SynchronizerAlias(s.getAlias()), text(s.getId()).map(SynchronizerId::new), number(s.getProtocolVersion()),
        s.hasAdmin() ? Optional.of(ReachReading.endpoint(s.getAdmin())) : Optional.empty(),
        s.hasDatabase() ? Optional.of(ReachReading.database(s.getDatabase())) : Optional.empty(), backup(s.getBackup()));
  }

  private static DraftPlan.Target target(io.cmc.api.v1.TargetDomain t) {
    return new DraftPlan.Target(text(t.getAlias()).map(SynchronizerAlias::new), text(t.getId()).map(SynchronizerId::new),
        number(t.getProtocolVersion()), ReachReading.urls(t.getSequencersList()), text(t.getTrustCollectionFile()),
        t.hasAdmin() ? Optional.of(ReachReading.endpoint(t.getAdmin())) : Optional.empty());
  }

  private static DraftPlan.Participant participant(Participant p) {
    return new DraftPlan.Participant(new NodeName(p.getName()), text(p.getUid()).map(NodeUid::new), p.getTeam(), ReachReading.endpoint(p.getAdmin()),
        p.hasLedger() ? Optional.of(ReachReading.endpoint(p.getLedger())) : Optional.empty(),
        p.hasDatabase() ? Optional.of(ReachReading.database(p.getDatabase())) : Optional.empty(), backup(p.getBackup()));
  }

  private static Optional<ClosingStrategy> closing(io.cmc.api.v1.ClosingStrategy c) {
    return c.getNumber() == 0 ? Optional.empty() : Optional.of(ClosingStrategy.valueOf(c.name()));
  }

  private static Optional<BackupStrategy> backup(io.cmc.api.v1.BackupStrategy b) {
    return b.getNumber() == 0 ? Optional.empty() : Optional.of(BackupStrategy.valueOf(b.name()));
  }

  private static Optional<String> text(String value) {
    return value.isBlank() ? Optional.empty() : Optional.of(value);
  }

  private static Optional<Integer> number(int value) {
    return value == 0 ? Optional.empty() : Optional.of(value);
  }

  /** A field of a newer contract is refused and not dropped: it may be what keeps the migration safe. */
  private static void requireNoUnknownFields(Message message) {
    if (!message.getUnknownFields().equals(UnknownFieldSet.getDefaultInstance())) {
      throw new OrderRejected(Problem.of(ProblemCode.UNKNOWN_FIELD, "only fields of this service's contract",
          "field number " + message.getUnknownFields().asMap().keySet() + " in " + message.getDescriptorForType().getName()));
    }
    for (var value : message.getAllFields().values()) {
      if (value instanceof Message m) requireNoUnknownFields(m);
      if (value instanceof Iterable<?> many) many.forEach(v -> {
        if (v instanceof Message m) requireNoUnknownFields(m);
      });
    }
  }
}
