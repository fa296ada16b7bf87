// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.AccessGrpc;
import io.cmc.api.v1.AccessGrpc.AccessBlockingStub;
import io.cmc.api.v1.DeadLetterOrdersGrpc;
import io.cmc.api.v1.DeadLetterOrdersGrpc.DeadLetterOrdersBlockingStub;
import io.cmc.api.v1.LegalHoldOrdersGrpc;
import io.cmc.api.v1.LegalHoldOrdersGrpc.LegalHoldOrdersBlockingStub;
import io.cmc.api.v1.LegalHoldsGrpc;
import io.cmc.api.v1.LegalHoldsGrpc.LegalHoldsBlockingStub;
import io.cmc.api.v1.MigrationOrdersGrpc;
import io.cmc.api.v1.MigrationOrdersGrpc.MigrationOrdersBlockingStub;
import io.cmc.api.v1.MigrationQueriesGrpc;
import io.cmc.api.v1.MigrationQueriesGrpc.MigrationQueriesBlockingStub;
import io.cmc.api.v1.PersonOrdersGrpc;
import io.cmc.api.v1.PersonOrdersGrpc.PersonOrdersBlockingStub;
import io.cmc.api.v1.PersonsGrpc;
import io.cmc.api.v1.PersonsGrpc.PersonsBlockingStub;
import io.cmc.api.v1.PublicationGrpc;
import io.cmc.api.v1.PublicationGrpc.PublicationBlockingStub;
import io.cmc.api.v1.ReadLogGrpc;
import io.cmc.api.v1.ReadLogGrpc.ReadLogBlockingStub;
import io.cmc.api.v1.ReadModelsGrpc;
import io.cmc.api.v1.ReadModelsGrpc.ReadModelsBlockingStub;
import io.cmc.api.v1.SealedHistoryGrpc;
import io.cmc.api.v1.SealedHistoryGrpc.SealedHistoryBlockingStub;
import io.cmc.cli.problem.ServiceTrouble;
import io.cmc.cli.problem.Trouble;
import io.cmc.cli.token.Token;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The connection to the service; made when it is first needed. */
final class Service implements AutoCloseable {

  private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

  private final ServerAddress address;
  private final Line line;
  private final Token token;
  private ManagedChannel channel;

  Service(ServerAddress address, Line line, Token token) {
    this.address = address;
    this.line = line;
    this.token = token;
  }

  AccessBlockingStub access(Duration patience) {
    return AccessGrpc.newBlockingStub(channel()).withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  HealthBlockingStub health(Duration patience) {
    return HealthGrpc.newBlockingStub(channel()).withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  MigrationOrdersBlockingStub orders(Duration patience) {
    return MigrationOrdersGrpc.newBlockingStub(channel()).withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Without a deadline, for streams. */
  MigrationQueriesBlockingStub queries() {
    return MigrationQueriesGrpc.newBlockingStub(channel());
  }

  MigrationQueriesBlockingStub queries(Duration patience) {
    return queries().withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  ReadLogBlockingStub reads(Duration patience) {
    return ReadLogGrpc.newBlockingStub(channel()).withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  ReadModelsBlockingStub readModels() {
    return ReadModelsGrpc.newBlockingStub(channel());
  }

  SealedHistoryBlockingStub history() {
    return SealedHistoryGrpc.newBlockingStub(channel());
  }

  /** Without a deadline, for streams. */
  PublicationBlockingStub publication() {
    return PublicationGrpc.newBlockingStub(channel());
  }

  PublicationBlockingStub publication(Duration patience) {
    return publication().withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  DeadLetterOrdersBlockingStub letterOrders(Duration patience) {
    return DeadLetterOrdersGrpc.newBlockingStub(channel()).withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  PersonsBlockingStub persons(Duration patience) {
    return PersonsGrpc.newBlockingStub(channel()).withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  PersonOrdersBlockingStub personOrders(Duration patience) {
    return PersonOrdersGrpc.newBlockingStub(channel()).withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  LegalHoldsBlockingStub legalHolds(Duration patience) {
    return LegalHoldsGrpc.newBlockingStub(channel()).withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  LegalHoldOrdersBlockingStub legalHoldOrders(Duration patience) {
    return LegalHoldOrdersGrpc.newBlockingStub(channel()).withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Calls, and says in the contract's words what went wrong. */
  <T> T ask(Supplier<T> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException e) {
      throw trouble(e);
    }
  }

  Trouble trouble(StatusRuntimeException e) {
    return ServiceTrouble.of(e, address.toString());
  }

  private synchronized ManagedChannel channel() {
    if (channel == null) {
      channel = NettyChannelBuilder.forAddress(address.host(), address.port(), line.credentials(address))
          .maxInboundMessageSize(LARGEST_ANSWER).intercept(new CallHeaders(token)).build();
    }
    return channel;
  }

  @Override public synchronized void close() {
    if (channel != null) {
      channel.shutdownNow();
    }
  }
}
