// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.digitalasset.canton.domain.api.v0.AwaitTimeRequest;
import com.digitalasset.canton.domain.api.v0.DomainTimeServiceGrpc.DomainTimeServiceImplBase;
import com.digitalasset.canton.domain.api.v0.FetchTimeRequest;
import com.digitalasset.canton.domain.api.v0.FetchTimeResponse;
import com.google.protobuf.Empty;
import com.google.protobuf.StringValue;
import com.google.protobuf.util.Timestamps;
import io.cmc.sim.node.Domain;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Domain time: blocks while the domain is frozen or down, since a time has to be proved by the domain. */
final class TimeEndpoint extends DomainTimeServiceImplBase {

  private static final long GLANCE_MILLIS = 20;
  private final Function<Optional<String>, Domain> domains;
  private final Replies replies;

  /** @param domains finds the domain of a request, or throws the status to answer */
  TimeEndpoint(Function<Optional<String>, Domain> domains, Replies replies) {
    this.domains = domains;
    this.replies = replies;
  }

  @Override
  public void fetchTime(FetchTimeRequest request, StreamObserver<FetchTimeResponse> caller) {
    replies.answer(caller, () -> {
      if (!request.hasFreshnessBound()) throw Status.INVALID_ARGUMENT.withDescription("FieldNotSet(freshnessBound)").asRuntimeException();
      var domain = domains.apply(id(request.hasDomainId(), request.getDomainId()));
      awaitPast(domain, Instant.EPOCH);
      return FetchTimeResponse.newBuilder().setTimestamp(Timestamps.fromMillis(domain.time().toEpochMilli())).build();
    });
  }

  @Override
  public void awaitTime(AwaitTimeRequest request, StreamObserver<Empty> caller) {
    replies.act(caller, () -> {
      if (!request.hasTimestamp()) throw Status.INVALID_ARGUMENT.withDescription("FieldNotSet(timestamp)").asRuntimeException();
      awaitPast(domains.apply(id(request.hasDomainId(), request.getDomainId())), Instant.ofEpochMilli(Timestamps.toMillis(request.getTimestamp())));
    });
  }

  private static Optional<String> id(boolean present, StringValue id) {
    return present ? Optional.of(id.getValue()) : Optional.empty();
  }

  private static void awaitPast(Domain domain, Instant time) {
    while (!domain.works() || domain.time().isBefore(time)) {
      if (Context.current().isCancelled()) throw Status.CANCELLED.asRuntimeException();
      glance();
    }
  }

  private static void glance() {
    try {
      Thread.sleep(GLANCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Status.ABORTED.withDescription("shutdown").asRuntimeException();
    }
  }
}
