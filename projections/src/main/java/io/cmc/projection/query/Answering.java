// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import com.google.rpc.Code;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.store.outage.StoreOutage;
import io.cmc.wire.ProblemMessage;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a call, or says why not. */
final class Answering {

  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

  private Answering() {}

  static <T> void one(StreamObserver<T> call, Supplier<T> answer) {
    guarded(call, () -> {
      call.onNext(answer.get());
      call.onCompleted();
    });
  }

  static void guarded(StreamObserver<?> call, Runnable work) {
    try {
      work.run();
    } catch (StatusRuntimeException refused) {
      call.onError(refused);
    } catch (RuntimeException e) {
      call.onError(StoreOutage.seenIn(e) ? unavailable(e) : fault(e));
    }
  }

  private static StatusRuntimeException unavailable(RuntimeException e) {
    LOG.warn("A query found no database: {}", e.toString());
    return ProblemMessage.refusal(Code.UNAVAILABLE, Problem.of(ProblemCode.STORE_UNAVAILABLE, "a database to read from", "none that answers"), "");
  }

  private static StatusRuntimeException fault(RuntimeException e) {
    LOG.error("A query failed.", e);
    return ProblemMessage.refusal(Code.INTERNAL, Problem.of(ProblemCode.INTERNAL, "an answer", e.getClass().getSimpleName()), "");
  }

  static StatusRuntimeException noMigration(String name) {
    return ProblemMessage.refusal(Code.NOT_FOUND, Problem.of(ProblemCode.MIGRATION_NOT_FOUND, "the name of a migration", "\"" + name + "\""), "");
  }

  static StatusRuntimeException argument(String expected, Object found) {
    return unreadable(Code.INVALID_ARGUMENT, expected, found);
  }

  static StatusRuntimeException outOfRange(String expected, Object found) {
    return unreadable(Code.OUT_OF_RANGE, expected, found);
  }

  private static StatusRuntimeException unreadable(Code code, String expected, Object found) {
    return ProblemMessage.refusal(code, Problem.of(ProblemCode.QUESTION_UNREADABLE, expected, String.valueOf(found)), "");
  }

  static StatusRuntimeException notAllowed(String expected, String found) {
    return ProblemMessage.refusal(Code.PERMISSION_DENIED, Problem.of(ProblemCode.NOT_ALLOWED, expected, found), "");
  }

  static StatusRuntimeException doesNotFit(String found) {
    return ProblemMessage.refusal(Code.FAILED_PRECONDITION, Problem.of(ProblemCode.HISTORY_DOES_NOT_FIT, "events that fit one another", found), "");
  }

  static StatusRuntimeException overtaken(String found) {
    return ProblemMessage.refusal(Code.ABORTED, Problem.of(ProblemCode.REPLAY_OVERTAKEN, "no later replay", found), "");
  }

  static StatusRuntimeException stops() {
    return ProblemMessage.refusal(Code.UNAVAILABLE, Problem.of(ProblemCode.SERVICE_STOPS, "a service that goes on", "one that stops"), "");
  }
}
