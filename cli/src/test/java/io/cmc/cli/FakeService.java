// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.cmc.api.v1.*;
import io.cmc.api.v1.MigrationOrdersGrpc.MigrationOrdersImplBase;
import io.cmc.api.v1.MigrationQueriesGrpc.MigrationQueriesImplBase;
import io.cmc.api.v1.ReadModelsGrpc.ReadModelsImplBase;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The public API on a loopback port, answering what a test says; it decides nothing itself. */
final class FakeService implements AutoCloseable {

  final List<Message> received = new CopyOnWriteArrayList<>();
  final List<String> methods = new CopyOnWriteArrayList<>();
  final List<String> users = new CopyOnWriteArrayList<>();
  final List<String> tokens = new CopyOnWriteArrayList<>();

  volatile Function<Message, OrderAnswer> order = request -> OrderAnswer.newBuilder().setMigration("net-eu-7").setSummary("accepted").build();
  volatile Function<DraftPlanRequest, DraftPlanResponse> draft = request -> DraftPlanResponse.newBuilder().setPlan(request.getPlan()).build();
  volatile Function<PlanMigrationRequest, PlanMigrationResponse> plan = request -> PlanMigrationResponse.newBuilder()
      .setMigration(request.getPlan().getMigration()).setPlanHash("9f2c").setPlan(request.getPlan()).build();
  volatile Function<GetPlanRequest, GetPlanResponse> kept = request -> { throw notFound(request.getMigration()); };
  volatile Function<GetStatusRequest, MigrationStatus> status = request -> { throw notFound(request.getMigration()); };
  volatile BiConsumer<GetStatusRequest, StreamObserver<MigrationStatus>> watch = (request, out) -> { throw notFound(request.getMigration()); };
  volatile Function<ListMigrationsRequest, ListMigrationsResponse> list = request -> ListMigrationsResponse.getDefaultInstance();
  volatile Function<ReadAuditRequest, ReadAuditResponse> audit = request -> ReadAuditResponse.newBuilder().setLastPosition(request.getAfterPosition()).build();
  volatile Function<ListReadsRequest, ListReadsResponse> reads = request -> ListReadsResponse.getDefaultInstance();
  volatile Function<ListIncidentsRequest, ListIncidentsResponse> incidents = request -> ListIncidentsResponse.getDefaultInstance();
  volatile Function<PreviewExclusionRequest, PreviewExclusionResponse> preview = request -> PreviewExclusionResponse.getDefaultInstance();
  volatile Function<GetStatusAtRequest, StatusAt> statusAt = request -> { throw notFound(request.getMigration()); };
  volatile Function<CompareRunsRequest, RunComparison> compare = request -> RunComparison.getDefaultInstance();
  volatile Function<WhoAmIRequest, WhoAmIResponse> who = request -> WhoAmIResponse.getDefaultInstance();
  volatile BiConsumer<ReplayRequest, StreamObserver<ReplayProgress>> replay = (request, out) -> out.onCompleted();

  volatile Function<GetPublicationRequest, PublicationStatus> publication = request -> PublicationStatus.getDefaultInstance();
  volatile Function<ListDeadLettersRequest, ListDeadLettersResponse> letters = request -> ListDeadLettersResponse.getDefaultInstance();
  volatile BiConsumer<RepublishRequest, StreamObserver<RepublishProgress>> republish = (request, out) -> out.onCompleted();

  volatile Function<ListPersonsRequest, ListPersonsResponse> persons = request -> ListPersonsResponse.getDefaultInstance();

  volatile Function<ListLegalHoldsRequest, ListLegalHoldsResponse> holds = request -> ListLegalHoldsResponse.getDefaultInstance();

  /** Takes orders and never answers. */
  volatile boolean mute;

  private Server server;

  private FakeService() {}

  static FakeService start() {
    var fake = new FakeService();
    fake.listen(0);
    return fake;
  }

  void listen(int port) {
    try {
      server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
          .addService(new Orders()).addService(new Queries()).addService(new Models()).addService(new Reads()).addService(new Feed()).addService(new Letters()).addService(new Access())
          .addService(new Persons()).addService(new PersonOrders()).addService(new Holds()).addService(new HoldOrders()).intercept(new Users()).build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getPort();
  }

  /** What is under way is cut off, as by a kill. */
  void stop() {
    try {
      server.shutdownNow().awaitTermination();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override public void close() {
    stop();
  }

  <T extends Message> T only(Class<T> type) {
    var found = received.stream().filter(type::isInstance).toList();
    if (found.size() != 1) {
      throw new AssertionError("expected one " + type.getSimpleName() + ", found " + received);
    }
    return type.cast(found.getFirst());
  }

  static StatusRuntimeException refusal(Status.Code code, Problem problem) {
    return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder().setCode(code.value())
        .setMessage(problem.getCode()).addDetails(Any.pack(problem)).build());
  }

  static StatusRuntimeException notFound(String migration) {
    return refusal(Status.Code.NOT_FOUND, Problem.newBuilder().setCode("MIGRATION_NOT_FOUND").setExpected("the name of a migration")
        .setFound("'" + migration + "'").setRemedy("List the migrations and use one of their names.").build());
  }

  private <Q extends Message, A> void answer(Q request, StreamObserver<A> out, Function<? super Q, A> script) {
    stream(request, out, (q, o) -> {
      o.onNext(script.apply(q));
      o.onCompleted();
    });
  }

  private <Q extends Message, A> void stream(Q request, StreamObserver<A> out, BiConsumer<? super Q, StreamObserver<A>> script) {
    received.add(request);
    try {
      script.accept(request, out);
    } catch (StatusRuntimeException e) {
      out.onError(e);
    }
  }

  private final class Orders extends MigrationOrdersImplBase {
    @Override public void draftPlan(DraftPlanRequest q, StreamObserver<DraftPlanResponse> o) { answer(q, o, draft); }
    @Override public void planMigration(PlanMigrationRequest q, StreamObserver<PlanMigrationResponse> o) { answer(q, o, plan); }
    @Override public void checkMigration(MigrationOrder q, StreamObserver<OrderAnswer> o) { named("check", q, o); }
    @Override public void startMigration(StartMigrationRequest q, StreamObserver<OrderAnswer> o) { named("start", q, o); }
    @Override public void holdMigration(MigrationOrder q, StreamObserver<OrderAnswer> o) { named("hold", q, o); }
    @Override public void resumeMigration(MigrationOrder q, StreamObserver<OrderAnswer> o) { named("resume", q, o); }
    @Override public void releaseGate(ReleaseGateRequest q, StreamObserver<OrderAnswer> o) { named("release", q, o); }
    @Override public void retryStep(ParticipantOrder q, StreamObserver<OrderAnswer> o) { named("retry", q, o); }
    @Override public void resumeParticipant(ParticipantOrder q, StreamObserver<OrderAnswer> o) { named("resume participant", q, o); }
    @Override public void confirmExternally(ConfirmExternallyRequest q, StreamObserver<OrderAnswer> o) { named("confirm", q, o); }
    @Override public void abortMigration(MigrationOrder q, StreamObserver<OrderAnswer> o) { named("abort", q, o); }
    @Override public void retireSource(MigrationOrder q, StreamObserver<OrderAnswer> o) { named("retire", q, o); }
    @Override public void panicStop(MigrationOrder q, StreamObserver<OrderAnswer> o) { named("panic", q, o); }
    @Override public void restoreFromBackup(ConfirmedOrder q, StreamObserver<OrderAnswer> o) { named("restore", q, o); }
    @Override public void reconcileMigration(MigrationOrder q, StreamObserver<OrderAnswer> o) { named("reconcile", q, o); }
    @Override public void acceptDifferences(MigrationOrder q, StreamObserver<OrderAnswer> o) { named("accept", q, o); }
    @Override public void parkStep(ParticipantOrder q, StreamObserver<OrderAnswer> o) { named("park", q, o); }
    @Override public void waiveCheck(WaiveCheckRequest q, StreamObserver<OrderAnswer> o) { named("waive", q, o); }
    @Override public void approveMigration(ApproveMigrationRequest q, StreamObserver<OrderAnswer> o) { named("approve", q, o); }
    @Override public void revokeApproval(RevokeApprovalRequest q, StreamObserver<OrderAnswer> o) { named("revoke", q, o); }
    @Override public void signOff(SignOffRequest q, StreamObserver<OrderAnswer> o) { named("sign-off", q, o); }
    @Override public void withdrawSignOff(SignOffRequest q, StreamObserver<OrderAnswer> o) { named("withdraw", q, o); }
    @Override public void breakGlass(BreakGlassRequest q, StreamObserver<OrderAnswer> o) { named("break-glass", q, o); }
    @Override public void previewExclusion(PreviewExclusionRequest q, StreamObserver<PreviewExclusionResponse> o) { answer(q, o, preview); }
    @Override public void excludeParticipant(ExcludeParticipantRequest q, StreamObserver<OrderAnswer> o) { named("exclude", q, o); }
    @Override public void amendMigration(AmendMigrationRequest q, StreamObserver<OrderAnswer> o) { named("amend", q, o); }
    @Override public void acknowledgeIncident(IncidentOrder q, StreamObserver<OrderAnswer> o) { named("ack", q, o); }
    @Override public void commentIncident(IncidentOrder q, StreamObserver<OrderAnswer> o) { named("comment", q, o); }
    @Override public void closeIncident(IncidentOrder q, StreamObserver<OrderAnswer> o) { named("close", q, o); }

    private void named(String method, Message request, StreamObserver<OrderAnswer> out) {
      methods.add(method);
      if (!mute) {
        answer(request, out, order);
      }
    }
  }

  private final class Queries extends MigrationQueriesImplBase {
    @Override public void listMigrations(ListMigrationsRequest q, StreamObserver<ListMigrationsResponse> o) { answer(q, o, list); }
    @Override public void getStatus(GetStatusRequest q, StreamObserver<MigrationStatus> o) { answer(q, o, status); }
    @Override public void getPlan(GetPlanRequest q, StreamObserver<GetPlanResponse> o) { answer(q, o, kept); }
    @Override public void watchStatus(GetStatusRequest q, StreamObserver<MigrationStatus> o) { stream(q, o, watch); }
    @Override public void readAudit(ReadAuditRequest q, StreamObserver<ReadAuditResponse> o) { answer(q, o, audit); }
    @Override public void getStatusAt(GetStatusAtRequest q, StreamObserver<StatusAt> o) { answer(q, o, statusAt); }
    @Override public void compareRuns(CompareRunsRequest q, StreamObserver<RunComparison> o) { answer(q, o, compare); }
    @Override public void listIncidents(ListIncidentsRequest q, StreamObserver<ListIncidentsResponse> o) { answer(q, o, incidents); }
  }

  private final class Reads extends ReadLogGrpc.ReadLogImplBase {
    @Override public void listReads(ListReadsRequest q, StreamObserver<ListReadsResponse> o) { answer(q, o, reads); }
  }

  private final class Models extends ReadModelsImplBase {
    @Override public void replay(ReplayRequest q, StreamObserver<ReplayProgress> o) { stream(q, o, replay); }
  }

  private final class Feed extends PublicationGrpc.PublicationImplBase {
    @Override public void getPublication(GetPublicationRequest q, StreamObserver<PublicationStatus> o) { answer(q, o, publication); }
    @Override public void listDeadLetters(ListDeadLettersRequest q, StreamObserver<ListDeadLettersResponse> o) { answer(q, o, letters); }
    @Override public void republish(RepublishRequest q, StreamObserver<RepublishProgress> o) { stream(q, o, republish); }
  }

  private final class Letters extends DeadLetterOrdersGrpc.DeadLetterOrdersImplBase {
    @Override public void retryDeadLetter(DeadLetterOrder q, StreamObserver<OrderAnswer> o) { answer(q, o, order); }
    @Override public void discardDeadLetter(DeadLetterOrder q, StreamObserver<OrderAnswer> o) { answer(q, o, order); }
  }

  private final class Access extends AccessGrpc.AccessImplBase {
    @Override public void whoAmI(WhoAmIRequest q, StreamObserver<WhoAmIResponse> o) { answer(q, o, who); }
  }

  private final class Persons extends PersonsGrpc.PersonsImplBase {
    @Override public void listPersons(ListPersonsRequest q, StreamObserver<ListPersonsResponse> o) { answer(q, o, persons); }
  }

  private final class PersonOrders extends PersonOrdersGrpc.PersonOrdersImplBase {
    @Override public void erasePerson(PersonOrder q, StreamObserver<OrderAnswer> o) { answer(q, o, order); }
  }

  private final class Holds extends LegalHoldsGrpc.LegalHoldsImplBase {
    @Override public void listLegalHolds(ListLegalHoldsRequest q, StreamObserver<ListLegalHoldsResponse> o) { answer(q, o, holds); }
  }

  private final class HoldOrders extends LegalHoldOrdersGrpc.LegalHoldOrdersImplBase {
    @Override public void setLegalHold(LegalHoldOrder q, StreamObserver<OrderAnswer> o) { methods.add("set"); answer(q, o, order); }
    @Override public void liftLegalHold(LegalHoldOrder q, StreamObserver<OrderAnswer> o) { methods.add("lift"); answer(q, o, order); }
  }

  private final class Users implements ServerInterceptor {
    @Override public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      users.add(String.valueOf(headers.get(CallHeaders.USER)));
      tokens.add(String.valueOf(headers.get(CallHeaders.AUTHORIZATION)));
      return next.startCall(call, headers);
    }
  }
}
