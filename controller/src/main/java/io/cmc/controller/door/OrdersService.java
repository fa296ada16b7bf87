// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.OrderContext;
import io.cmc.api.v1.*;
import io.cmc.command.AbortMigration;
import io.cmc.command.AcceptDifferences;
import io.cmc.command.AmendMigration;
import io.cmc.command.CheckMigration;
import io.cmc.command.ConfirmBackup;
import io.cmc.command.ConfirmExternally;
import io.cmc.command.ConfirmRestored;
import io.cmc.command.ConfirmStopped;
import io.cmc.command.ExcludeParticipant;
import io.cmc.command.HoldMigration;
import io.cmc.command.Order;
import io.cmc.command.PanicStop;
import io.cmc.command.ParkStep;
import io.cmc.command.ReconcileMigration;
import io.cmc.command.ReleaseGate;
import io.cmc.command.RestoreFromBackup;
import io.cmc.command.ResumeMigration;
import io.cmc.command.RetireSource;
import io.cmc.command.RetryDomainStep;
import io.cmc.command.RetryStep;
import io.cmc.command.StartMigration;
import io.cmc.command.WaiveCheck;
import io.cmc.command.WithdrawSignOff;
import io.cmc.controller.work.PlanShelf;
import io.cmc.id.JourneyId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.PlanHash;
import io.cmc.journey.IncidentDeed;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.ProblemCode;
import io.cmc.wire.PlanMessage;
import io.cmc.wire.ProblemMessage;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The public contract's orders over gRPC: read, handed to the desks, answered. */
public final class OrdersService extends MigrationOrdersGrpc.MigrationOrdersImplBase {

  private static final String AGREED = " (where the plan asks for two people: once another gives the same order)";

  private final PlanDesk plans;
  private final OrderDesk orders;
  private final PlanShelf shelf;
  private final ExclusionDesk exclusions;
  private final InstantSource clock;

  public OrdersService(PlanDesk plans, OrderDesk orders, PlanShelf shelf, ExclusionDesk exclusions, InstantSource clock) {
    this.plans = plans;
    this.orders = orders;
    this.shelf = shelf;
    this.exclusions = exclusions;
    this.clock = clock;
  }

  @Override public void draftPlan(DraftPlanRequest request, StreamObserver<DraftPlanResponse> observer) {
    Answering.answer(observer, () -> {
      var surveyed = plans.draft(request.getPlan());
      var response = DraftPlanResponse.newBuilder().setPlan(surveyed.plan().map(PlanMessage::of).orElse(request.getPlan()));
      surveyed.findings().forEach(f -> response.addFindings(ProblemMessage.of(f, NodeName.DOMAINS)));
      return response.build();
    });
  }

  @Override public void planMigration(PlanMigrationRequest request, StreamObserver<PlanMigrationResponse> observer) {
    Answering.answer(observer, () -> {
      var kept = plans.keep(request.getPlan(), context(request.getContext()));
      return PlanMigrationResponse.newBuilder().setMigration(kept.plan().migration().value()).setPlanHash(kept.hash())
          .setPlan(PlanMessage.of(kept.plan())).build();
    });
  }

  @Override public void checkMigration(MigrationOrder r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), "the checks are running", m -> new CheckMigration(m, context(r.getContext())));
  }

  @Override public void startMigration(StartMigrationRequest r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), "started", m -> new StartMigration(m, new PlanHash(r.getPlanHash()), context(r.getContext())));
  }

  @Override public void holdMigration(MigrationOrder r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), "held: no new step begins, running ones end", m -> new HoldMigration(m, context(r.getContext())));
  }

  @Override public void resumeMigration(MigrationOrder r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), "goes on", m -> new ResumeMigration(m, context(r.getContext())));
  }

  @Override public void releaseGate(ReleaseGateRequest r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), "the gate before " + r.getGate() + " is open",
        m -> new ReleaseGate(m, io.cmc.journey.Phase.valueOf(r.getGate().name()), context(r.getContext())));
  }

  @Override public void abortMigration(MigrationOrder r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), "turning back to the source", m -> new AbortMigration(m, context(r.getContext())));
  }

  @Override public void retireSource(MigrationOrder r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), "the soak time is over", m -> new RetireSource(m, context(r.getContext())));
  }

  @Override public void confirmExternally(ConfirmExternallyRequest r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), r.getWhat() + " is written down", m -> r.getParticipant().isEmpty()
        ? new ConfirmExternally(m, io.cmc.journey.Confirmation.valueOf(r.getWhat().name()), r.getReference(), context(r.getContext()))
        : onParticipant(new JourneyId(m, new NodeName(r.getParticipant())), r));
  }

  private Order onParticipant(JourneyId journey, ConfirmExternallyRequest r) {
    return switch (r.getWhat()) {
      case BACKUP_TAKEN -> new ConfirmBackup(journey, r.getReference(), context(r.getContext()));
      case BACKUP_RESTORED -> new ConfirmRestored(journey, r.getReference(), context(r.getContext()));
      case PARTICIPANT_STOPPED -> new ConfirmStopped(journey, r.getReference(), context(r.getContext()));
      default -> throw new OrderRejected(io.cmc.rejection.Problem.of(ProblemCode.NOTHING_TO_CONFIRM,
          "BACKUP_TAKEN, BACKUP_RESTORED or PARTICIPANT_STOPPED for a participant", r.getWhat().name()));
    };
  }

  @Override public void panicStop(MigrationOrder r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), "panic stop: no call that changes a node begins any more", m -> new PanicStop(m, context(r.getContext())));
  }

  @Override public void restoreFromBackup(ConfirmedOrder r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), "going back by the databases", m -> new RestoreFromBackup(m, context(r.getContext())),
        by -> Objections.reason(by).or(() -> Objections.typed(r.getMigration(), r.getConfirm())));
  }

  @Override public void reconcileMigration(MigrationOrder r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), "the participants are compared with what is recorded", m -> new ReconcileMigration(m, context(r.getContext())));
  }

  @Override public void acceptDifferences(MigrationOrder r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), "the differences are accepted" + AGREED, m -> new AcceptDifferences(m, context(r.getContext())),
        by -> Objections.reason(by).or(() -> typedByTwo(r.getMigration(), r.getConfirm())));
  }

  /** The name is typed where the plan asks for two people. */
  private Optional<io.cmc.rejection.Problem> typedByTwo(String migration, String confirm) {
    return shelf.find(new MigrationId(migration)).flatMap(p -> p.terms().approvals()).filter(a -> a.twoPeople())
        .flatMap(a -> Objections.typed(migration, confirm));
  }

  @Override public void approveMigration(ApproveMigrationRequest r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), "approved at the gate " + r.getGate(), m -> ApprovalOrders.approve(m, r, context(r.getContext())), Objections::reason);
  }

  @Override public void revokeApproval(RevokeApprovalRequest r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), "the approval at the gate " + r.getGate() + " counts no more",
        m -> ApprovalOrders.revoke(m, r, context(r.getContext())), Objections::reason);
  }

  @Override public void signOff(SignOffRequest r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), ApprovalOrders.team(r) + " is ready", m -> ApprovalOrders.signOff(m, r, context(r.getContext())));
  }

  @Override public void withdrawSignOff(SignOffRequest r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), ApprovalOrders.team(r) + " is not ready", m -> new WithdrawSignOff(m, r.getTeam(), context(r.getContext())), Objections::reason);
  }

  @Override public void breakGlass(BreakGlassRequest r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), "one approval will do at the gate " + r.getGate() + " for a while; an incident is open",
        m -> ApprovalOrders.loud(ApprovalOrders.breakGlass(m, r, context(r.getContext()))),
        by -> Objections.reason(by).or(() -> Objections.typed(r.getMigration(), r.getConfirm())));
  }

  @Override public void parkStep(ParticipantOrder r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), r.getParticipant() + " is parked",
        m -> new ParkStep(new JourneyId(m, new NodeName(r.getParticipant())), context(r.getContext())), Objections::reason);
  }

  @Override public void waiveCheck(WaiveCheckRequest r, StreamObserver<OrderAnswer> observer) {
    var node = r.getParticipant().isEmpty() ? "the domains" : r.getParticipant();
    take(observer, r.getMigration(), r.getCheck() + " does not block on " + node + " any more" + AGREED,
        m -> new WaiveCheck(m, nodeOrDomains(r.getParticipant()), r.getCheck(), context(r.getContext())),
        by -> Objections.reason(by).or(() -> typedByTwo(r.getMigration(), r.getConfirm())));
  }

  @Override public void previewExclusion(PreviewExclusionRequest r, StreamObserver<PreviewExclusionResponse> observer) {
    Answering.answer(observer, () -> PreviewMessage.of(exclusions.look(new MigrationId(r.getMigration()), new NodeName(r.getParticipant()))));
  }

  @Override public void excludeParticipant(ExcludeParticipantRequest r, StreamObserver<OrderAnswer> observer) {
    var node = r.getParticipant();
    take(observer, r.getMigration(), node + " is left behind once another person gives the same order, or was by this one",
        m -> new ExcludeParticipant(m, new NodeName(node), r.getShown(), context(r.getContext())),
        by -> Objections.reason(by).or(() -> Objections.typed(r.getMigration(), r.getConfirm()))
            .or(() -> exclusions.objection(new MigrationId(r.getMigration()), new NodeName(node), r.getShown())));
  }

  @Override public void amendMigration(AmendMigrationRequest r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), "amended", m -> {
      var by = context(r.getContext());
      return new AmendMigration(m, shelf.find(m).map(plan -> new Amending(plan, by.at()).read(r)).orElse(Amending.NOTHING), by);
    });
  }

  @Override public void acknowledgeIncident(IncidentOrder r, StreamObserver<OrderAnswer> observer) {
    handle(observer, r, IncidentDeed.ACKNOWLEDGE, r.getText(), "is taken care of");
  }

  @Override public void commentIncident(IncidentOrder r, StreamObserver<OrderAnswer> observer) {
    handle(observer, r, IncidentDeed.COMMENT, r.getText(), "has a comment more");
  }

  @Override public void closeIncident(IncidentOrder r, StreamObserver<OrderAnswer> observer) {
    handle(observer, r, IncidentDeed.CLOSE, r.getText().isBlank() ? r.getContext().getReason() : r.getText(), "is closed");
  }

  private void handle(StreamObserver<OrderAnswer> observer, IncidentOrder r, IncidentDeed deed, String text, String summary) {
    Answering.answer(observer, () -> {
      var order = IncidentOrders.of(r.getIncident(), deed, text, context(r.getContext()));
      orders.take(order, () -> deed == IncidentDeed.ACKNOWLEDGE ? Objections.none() : Objections.text(text));
      return OrderMessage.answer(Subject.of(order).migration().value(), r.getIncident() + " " + summary);
    });
  }

  private static NodeName nodeOrDomains(String participant) {
    return participant.isEmpty() ? NodeName.DOMAINS : new NodeName(participant);
  }

  @Override public void retryStep(ParticipantOrder r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), "tried again", m -> retry(m, nodeOrDomains(r.getParticipant()), context(r.getContext())));
  }

  @Override public void resumeParticipant(ParticipantOrder r, StreamObserver<OrderAnswer> observer) {
    Answering.answer(observer, () -> {
      var migration = new MigrationId(r.getMigration());
      var nodes = r.getParticipant().isEmpty() ? shelf.parked(migration) : List.of(new NodeName(r.getParticipant()));
      nodes.forEach(n -> orders.take(retry(migration, n, context(each(r.getContext(), n)))));
      return OrderMessage.answer(r.getMigration(), nodes.isEmpty() ? "nothing is parked" : "tried again: " + nodes);
    });
  }

  /** Each order of a whole has a key of its own, so that the whole may be repeated. */
  private static io.cmc.api.v1.OrderContext each(io.cmc.api.v1.OrderContext context, NodeName node) {
    return context.getIdempotencyKey().isEmpty() ? context
        : context.toBuilder().setIdempotencyKey(context.getIdempotencyKey() + "/" + node).build();
  }

  private static Order retry(MigrationId migration, NodeName node, OrderContext by) {
    return node.isDomains() ? new RetryDomainStep(migration, by) : new RetryStep(new JourneyId(migration, node), by);
  }

  private interface MakeOrder {
    Order of(MigrationId migration);
  }

  private interface Objection {
    Optional<io.cmc.rejection.Problem> to(OrderContext by);
  }

  private void take(StreamObserver<OrderAnswer> observer, String migration, String summary, MakeOrder make) {
    take(observer, migration, summary, make, by -> Objections.none());
  }

  private void take(StreamObserver<OrderAnswer> observer, String migration, String summary, MakeOrder make, Objection objection) {
    Answering.answer(observer, () -> {
      var order = make.of(new MigrationId(migration));
      orders.take(order, () -> objection.to(order.by()));
      return OrderMessage.answer(migration, summary);
    });
  }

  private OrderContext context(io.cmc.api.v1.OrderContext c) {
    return OrderMessage.context(c, clock.instant());
  }
}
