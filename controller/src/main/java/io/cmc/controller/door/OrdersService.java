// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.OrderContext;
import io.cmc.api.v1.*;
import io.cmc.command.AbortMigration;
import io.cmc.command.CheckMigration;
import io.cmc.command.ConfirmBackup;
import io.cmc.command.ConfirmExternally;
import io.cmc.command.HoldMigration;
import io.cmc.command.Order;
import io.cmc.command.ReleaseGate;
import io.cmc.command.ResumeMigration;
import io.cmc.command.RetireSource;
import io.cmc.command.RetryDomainStep;
import io.cmc.command.RetryStep;
import io.cmc.command.StartMigration;
import io.cmc.controller.work.PlanShelf;
import io.cmc.id.JourneyId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.PlanHash;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.ProblemCode;
import io.cmc.wire.PlanMessage;
import io.cmc.wire.ProblemMessage;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.List;

/** The public contract's orders over gRPC: read, handed to the desks, answered. */
public final class OrdersService extends MigrationOrdersGrpc.MigrationOrdersImplBase {

  private final PlanDesk plans;
  private final OrderDesk orders;
  private final PlanShelf shelf;
  private final InstantSource clock;

  public OrdersService(PlanDesk plans, OrderDesk orders, PlanShelf shelf, InstantSource clock) {
    this.plans = plans;
    this.orders = orders;
    this.shelf = shelf;
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
        : backup(m, r));
  }

  private Order backup(MigrationId migration, ConfirmExternallyRequest r) {
    if (r.getWhat() != Confirmation.BACKUP_TAKEN) {
      throw new OrderRejected(io.cmc.rejection.Problem.of(ProblemCode.NOTHING_TO_CONFIRM, "BACKUP_TAKEN for a participant", r.getWhat().name()));
    }
    return new ConfirmBackup(new JourneyId(migration, new NodeName(r.getParticipant())), r.getReference(), context(r.getContext()));
  }

  @Override public void retryStep(ParticipantOrder r, StreamObserver<OrderAnswer> observer) {
    take(observer, r.getMigration(), "tried again", m -> retry(m, r.getParticipant().isEmpty() ? NodeName.DOMAINS : new NodeName(r.getParticipant()),
        context(r.getContext())));
  }

  @Override public void resumeParticipant(ParticipantOrder r, StreamObserver<OrderAnswer> observer) {
    Answering.answer(observer, () -> {
      var migration = new MigrationId(r.getMigration());
      var nodes = r.getParticipant().isEmpty() ? shelf.parked(migration) : List.of(new NodeName(r.getParticipant()));
      nodes.forEach(n -> orders.take(retry(migration, n, context(each(r.getContext(), n)))));
      return answer(r.getMigration(), nodes.isEmpty() ? "nothing is parked" : "tried again: " + nodes);
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

  private void take(StreamObserver<OrderAnswer> observer, String migration, String summary, MakeOrder make) {
    Answering.answer(observer, () -> {
      orders.take(make.of(new MigrationId(migration)));
      return answer(migration, summary);
    });
  }

  private static OrderAnswer answer(String migration, String summary) {
    return OrderAnswer.newBuilder().setMigration(migration).setSummary(summary).build();
  }

  private OrderContext context(io.cmc.api.v1.OrderContext c) {
    return new OrderContext(Caller.current(), c.getReason(), c.getTicket(), c.getIdempotencyKey(), clock.instant());
  }
}
