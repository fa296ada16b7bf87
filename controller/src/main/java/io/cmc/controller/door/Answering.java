// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.rejection.OrderRejected;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.outage.StoreOutage;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a call with what comes of it: an answer, a refusal, or word of a fault of ours that says nothing of its inside. */
final class Answering {

  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

  private Answering() {}

  static <T> void answer(StreamObserver<T> observer, Supplier<T> work) {
    T answer;
    try {
      answer = work.get();
    } catch (RuntimeException e) {
      observer.onError(status(e));
      return;
    } catch (Error e) {
      observer.onError(fault(e));
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }

  static StatusRuntimeException status(RuntimeException e) {
    return switch (e) {
      case OrderRejected r -> Refusals.of(r);
      case IllegalArgumentException i -> Refusals.of(Problem.of(ProblemCode.CONTEXT_MISSING, "an order that can be read", String.valueOf(i.getMessage())));
      default -> fault(e);
    };
  }

  private static StatusRuntimeException fault(Throwable e) {
    if (StoreOutage.seenIn(e)) return unavailable(e);
    LOG.error("an order ended by a fault of our own", e);
    return Refusals.of(Problem.of(ProblemCode.INTERNAL, "an order that is taken or refused", "a fault; it is in the service's log"));
  }

  private static StatusRuntimeException unavailable(Throwable e) {
    LOG.warn("an order could not be written down: {}", e.toString());
    if (StoreOutage.isFull(e)) return Refusals.of(Problem.of(ProblemCode.STORE_FULL, "a database with room for the order", "a full disk"));
    return Refusals.of(Problem.of(ProblemCode.STORE_UNAVAILABLE, "a database that takes the order", "none that answers"));
  }
}
