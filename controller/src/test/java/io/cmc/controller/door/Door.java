// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import com.google.protobuf.Message;
import io.cmc.access.Actor;
import io.cmc.access.Grants;
import io.cmc.api.v1.DeadLetterOrdersGrpc;
import io.cmc.api.v1.LegalHoldOrdersGrpc;
import io.cmc.api.v1.MigrationOrdersGrpc;
import io.cmc.api.v1.PersonOrdersGrpc;
import io.cmc.api.v1.Problem;
import io.cmc.command.Order;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.door.AnswerBook.Answer;
import io.cmc.controller.port.Nodes;
import io.cmc.controller.survey.ExclusionPreview.Preview;
import io.cmc.controller.survey.Survey;
import io.cmc.controller.work.TestDatabase;
import io.cmc.event.OrderEvent.OrderRefused;
import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.person.PersonBook;
import io.cmc.store.person.PersonNames;
import io.cmc.store.retention.LegalHolds;
import io.cmc.wire.CallCheck;
import io.cmc.wire.Caller;
import io.cmc.wire.Doorkeeper;
import io.grpc.CallOptions;
import io.grpc.Contexts;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.SimpleEventBus;

/** The services for orders behind their doors, over gRPC and on a real database. Whatever gets through to an aggregate is taken. */
final class Door implements AutoCloseable {

  final TestDatabase database = TestDatabase.create();
  final List<EventMessage<?>> refused = new CopyOnWriteArrayList<>();
  final List<Order> taken = new CopyOnWriteArrayList<>();
  final OrderDesk orders;
  private final Server server;
  private final ManagedChannel channel;
  private volatile Actor caller = new Actor("somebody", "Somebody", "test", Grants.NONE);

  Door() {
    var answers = new AnswerBook(database.db(), database.json());
    var events = SimpleEventBus.builder().build();
    events.subscribe(refused::addAll);
    orders = new OrderDesk(everything(answers), events, answers, database.transaction());
    server = start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  private Server start() {
    var clock = InstantSource.fixed(Samples.NOON);
    var shelf = database.plans();
    var services = new OrdersService(new PlanDesk(new Survey(unreachable(), Map.of()), orders, shelf), orders, shelf,
        new ExclusionDesk(shelf, (plan, node) -> new Preview(node, false, false, List.of(), "digest", List.of())), clock);
    try {
      return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).addService(services)
          .addService(new LetterOrdersService(new LetterDesk(orders, new LetterTable(database.db())), clock))
          .addService(persons(clock)).addService(holds(clock)).intercept(new CallCheck(new OrderDoor(shelf, orders, clock))).intercept(new CallCheck(new Doorkeeper())).intercept(new AsCaller()).build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PersonOrdersService persons(InstantSource clock) {
    var guard = new PersonGuard(database.db(), new LegalHolds(database.jdbc()));
    return new PersonOrdersService(new PersonDesk(orders, new PersonBook(database.jdbc(), () -> "p-0000000000000000"), new PersonNames(database.jdbc()), guard), clock);
  }

  private LegalHoldOrdersService holds(InstantSource clock) {
    return new LegalHoldOrdersService(new LegalHoldDesk(orders, new LegalHolds(database.jdbc()), new PersonNames(database.jdbc()), database.db()), clock);
  }

  private final class AsCaller implements ServerInterceptor {
    @Override public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      return Contexts.interceptCall(Caller.is(caller), call, headers, next);
    }
  }

  /** Takes each command, as aggregates would that have no objection. */
  private CommandGateway everything(AnswerBook answers) {
    return (CommandGateway) Proxy.newProxyInstance(Door.class.getClassLoader(), new Class<?>[] {CommandGateway.class}, (proxy, method, args) -> {
      var order = (Order) ((CommandMessage<?>) args[0]).getPayload();
      database.transaction().executeWithoutResult(t -> answers.keep(order.by().idempotencyKey(), Subject.of(order).migration(), new Answer(Subject.name(order), Subject.about(order), Optional.empty())));
      return taken.add(order);
    });
  }

  private static Nodes unreachable() {
    return (Nodes) Proxy.newProxyInstance(Nodes.class.getClassLoader(), new Class<?>[] {Nodes.class}, (proxy, method, args) -> {
      throw new OrderRejected(io.cmc.rejection.Problem.of(ProblemCode.NODE_UNREACHABLE, "a node", "none"));
    });
  }

  static List<ServerServiceDefinition> services() {
    return List.of(new MigrationOrdersGrpc.MigrationOrdersImplBase() { }.bindService(), new DeadLetterOrdersGrpc.DeadLetterOrdersImplBase() { }.bindService(),
        new PersonOrdersGrpc.PersonOrdersImplBase() { }.bindService(), new LegalHoldOrdersGrpc.LegalHoldOrdersImplBase() { }.bindService());
  }

  Door as(Grants grants) {
    caller = new Actor("somebody", "Somebody", "test", grants);
    return this;
  }

  /** @return the problem that it ended with; empty where it got through and was taken */
  @SuppressWarnings("unchecked")
  Optional<Problem> call(String method, Message request) {
    var descriptor = (MethodDescriptor<Message, Message>) services().stream().map(s -> s.getMethod(method)).filter(m -> m != null).findFirst().orElseThrow()
        .getMethodDescriptor();
    try {
      ClientCalls.blockingUnaryCall(channel, descriptor, CallOptions.DEFAULT, request);
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      return Optional.of(problem(e));
    }
  }

  static Problem problem(StatusRuntimeException e) {
    try {
      return StatusProto.fromThrowable(e).getDetails(0).unpack(Problem.class);
    } catch (com.google.protobuf.InvalidProtocolBufferException | RuntimeException none) {
      throw new AssertionError("a refusal without a problem: " + e, none);
    }
  }

  List<OrderRefused> refusals() {
    return refused.stream().map(EventMessage::getPayload).filter(OrderRefused.class::isInstance).map(OrderRefused.class::cast).toList();
  }

  @Override public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }
}
