// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import com.digitalasset.canton.health.admin.v0.NodeStatus;
import com.digitalasset.canton.health.admin.v0.StatusServiceGrpc;
import com.digitalasset.canton.topology.admin.v0.GetIdResponse;
import com.digitalasset.canton.topology.admin.v0.InitializationServiceGrpc;
import io.cmc.plan.Endpoint;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.InsecureServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;

/** A real gRPC server on a loopback port that serves exactly what a test gives it, and keeps what it was sent. */
final class ScriptedNode extends HandlerRegistry implements ServerInterceptor, AutoCloseable {

  /** One call as it arrived. */
  record Received(String method, Object request, Metadata headers) {}

  private final Map<String, ServerMethodDefinition<?, ?>> methods = new ConcurrentHashMap<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final BlockingQueue<StreamObserver<?>> waiting = new LinkedBlockingQueue<>();
  private final ThreadLocal<Metadata> headers = new ThreadLocal<>();
  private final Connections connections = new Connections();
  private final Server server;
  private final int port;

  private ScriptedNode(int wanted, ServerCredentials credentials) throws IOException {
    server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", wanted), credentials).directExecutor()
        .fallbackHandlerRegistry(this).intercept(this).addTransportFilter(connections).build().start();
    this.port = server.getPort();
  }

  /** With no method at all. */
  static ScriptedNode bare() throws IOException {
    return new ScriptedNode(0, InsecureServerCredentials.create());
  }

  static ScriptedNode secured(ServerCredentials credentials) throws IOException {
    return new ScriptedNode(0, credentials);
  }

  /** Which says who it is, and that it is up. */
  static ScriptedNode named(String uid) throws IOException {
    return named(uid, 0);
  }

  static ScriptedNode named(String uid, int port) throws IOException {
    return new ScriptedNode(port, InsecureServerCredentials.create()).called(uid);
  }

  ScriptedNode called(String uid) {
    answers(InitializationServiceGrpc.getGetIdMethod(), GetIdResponse.newBuilder().setInitialized(true).setUniqueIdentifier(uid).build());
    return answers(StatusServiceGrpc.getStatusMethod(),
        NodeStatus.newBuilder().setSuccess(NodeStatus.Status.newBuilder().setId(uid).setActive(true)).build());
  }

  Endpoint endpoint() {
    return new Endpoint("127.0.0.1", port(), Optional.empty(), Optional.empty());
  }

  int port() {
    return port;
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  <Q, R> ScriptedNode answers(MethodDescriptor<Q, R> method, R answer) {
    return computes(method, request -> answer);
  }

  <Q, R> ScriptedNode computes(MethodDescriptor<Q, R> method, Function<Q, R> answer) {
    return serves(method, (request, observer) -> {
      observer.onNext(answer.apply(request));
      observer.onCompleted();
    });
  }

  <Q, R> ScriptedNode refuses(MethodDescriptor<Q, R> method, Status status) {
    return serves(method, (request, observer) -> observer.onError(status.asRuntimeException()));
  }

  /** Never answers by itself; the open call can be had from {@link #waiting}. */
  <Q, R> ScriptedNode hangs(MethodDescriptor<Q, R> method) {
    return serves(method, (request, observer) -> waiting.add(observer));
  }

  <Q, R> ScriptedNode streams(MethodDescriptor<Q, R> method, Function<Q, List<R>> answers) {
    return serves(method, (request, observer) -> {
      answers.apply(request).forEach(observer::onNext);
      observer.onCompleted();
    });
  }

  private <Q, R> ScriptedNode serves(MethodDescriptor<Q, R> method, BiConsumer<Q, StreamObserver<R>> handler) {
    ServerCallHandler<Q, R> calls = method.getType() == MethodDescriptor.MethodType.UNARY
        ? ServerCalls.asyncUnaryCall((request, observer) -> handle(method, request, observer, handler))
        : ServerCalls.asyncServerStreamingCall((request, observer) -> handle(method, request, observer, handler));
    methods.put(method.getFullMethodName(), ServerMethodDefinition.create(method, calls));
    return this;
  }

  private <Q, R> void handle(MethodDescriptor<Q, R> method, Q request, StreamObserver<R> observer, BiConsumer<Q, StreamObserver<R>> handler) {
    received.add(new Received(method.getFullMethodName(), request, headers.get()));
    handler.accept(request, observer);
  }

  /** The call that hangs, waited for. */
  StreamObserver<?> waiting() throws InterruptedException {
    var call = waiting.poll(10, TimeUnit.SECONDS);
    if (call == null) throw new AssertionError("no call arrived that hangs");
    return call;
  }

  /** Requests of a method, in the order of their arrival. */
  <Q> List<Q> received(MethodDescriptor<Q, ?> method) {
    return calls(method).stream().map(call -> (Q) cast(call.request())).toList();
  }

  @SuppressWarnings("unchecked")
  private static <Q> Q cast(Object request) {
    return (Q) request;
  }

  List<Received> calls(MethodDescriptor<?, ?> method) {
    return received.stream().filter(call -> call.method().equals(method.getFullMethodName())).toList();
  }

  @Override public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
    return methods.get(name);
  }

  @Override public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata sent, ServerCallHandler<Q, R> next) {
    return new io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener<>(next.startCall(call, sent)) {
      @Override public void onHalfClose() {
        headers.set(sent);
        super.onHalfClose();
      }
    };
  }

  /** Whom callers said they are by their certificates, one for each connection, in their order. */
  List<String> shown() {
    return connections.shown;
  }

  /** How many are open. */
  int connections() {
    return connections.open.get();
  }

  private static final class Connections extends ServerTransportFilter {

    final List<String> shown = new CopyOnWriteArrayList<>();
    final AtomicInteger open = new AtomicInteger();

    @Override public Attributes transportReady(Attributes attributes) {
      open.incrementAndGet();
      try {
        var session = attributes.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session != null) shown.add(session.getPeerPrincipal().getName());
      } catch (SSLPeerUnverifiedException e) {
        // who shows nothing is not in the list
      }
      return attributes;
    }

    @Override public void transportTerminated(Attributes attributes) {
      open.decrementAndGet();
    }
  }

  /** As a killed process: connections break. */
  @Override public void close() throws InterruptedException {
    server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
  }
}
