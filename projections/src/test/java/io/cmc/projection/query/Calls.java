// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import com.google.protobuf.Message;
import io.cmc.access.Actor;
import io.cmc.api.v1.MigrationQueriesGrpc;
import io.cmc.api.v1.ReadLogGrpc;
import io.cmc.api.v1.ReadModelsGrpc;
import io.cmc.projection.ReadSide;
import io.cmc.projection.reads.ReadLog;
import io.cmc.wire.CallCheck;
import io.cmc.wire.Caller;
import io.cmc.wire.Doorkeeper;
import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The query services of a read side, called over gRPC within the process. */
public final class Calls implements AutoCloseable {

  private final Server server;
  private final ManagedChannel channel;

  public Calls(ReadSide readSide) {
    this(readSide, new NamedCallers());
  }

  /** Every caller is whoever is given at that moment. */
  Calls(ReadSide readSide, Supplier<Actor> caller) {
    this(readSide, new ServerInterceptor() {
      @Override public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return Contexts.interceptCall(Caller.is(caller.get()), call, headers, next);
      }
    });
  }

  private Calls(ReadSide readSide, ServerInterceptor callers) {
    var name = InProcessServerBuilder.generateName();
    try {
      server = InProcessServerBuilder.forName(name).addService(readSide.bean(MigrationQueriesService.class))
          .addService(readSide.bean(ReadModelsService.class)).addService(readSide.bean(ReadLogService.class))
          .addService(readSide.bean(SealedHistoryService.class)).addService(readSide.bean(PublicationService.class))
          .addService(readSide.bean(PersonsService.class)).addService(readSide.bean(LegalHoldsService.class))
          .intercept(new CallCheck(new Doorkeeper())).intercept(new ReadNotes(readSide.bean(ReadLog.class), () -> UUID.randomUUID().toString()))
          .intercept(callers).build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    channel = InProcessChannelBuilder.forName(name).build();
  }

  public MigrationQueriesGrpc.MigrationQueriesBlockingStub queries() {
    return MigrationQueriesGrpc.newBlockingStub(channel);
  }

  MigrationQueriesGrpc.MigrationQueriesStub watching() {
    return MigrationQueriesGrpc.newStub(channel);
  }

  ReadModelsGrpc.ReadModelsBlockingStub upkeep() {
    return ReadModelsGrpc.newBlockingStub(channel);
  }

  ReadLogGrpc.ReadLogBlockingStub reads() {
    return ReadLogGrpc.newBlockingStub(channel);
  }

  /** All answers to a call of any of these services; of a watch the first. */
  @SuppressWarnings("unchecked")
  List<Message> answers(String method, Message request) {
    var type = (MethodDescriptor<Message, Message>) server.getServices().stream().map(s -> s.getMethod(method)).filter(m -> m != null).findFirst()
        .orElseThrow().getMethodDescriptor();
    var context = Context.current().withCancellation();
    var before = context.attach();
    try {
      var answers = ClientCalls.blockingServerStreamingCall(channel, type, CallOptions.DEFAULT, request);
      var all = new ArrayList<Message>();
      while ((all.isEmpty() || !method.endsWith("WatchStatus")) && answers.hasNext()) all.add(answers.next());
      return all;
    } finally {
      context.detach(before);
      context.cancel(null);
    }
  }

  @Override public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }
}
