// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One call as it is about to be made.
 *
 * @param deadline empty: the answer is waited for without end
 * @param aliases domain aliases the call is about, by role; the node's refusals name them
 * @param fenced whether it changes anything at all, so that only who holds the work may make it
 */
record Call<Q, R>(MethodDescriptor<Q, R> method, Q request, Effect effect, Optional<Duration> deadline, Map<String, String> aliases,
    boolean fenced) {

  static <Q, R> Call<Q, R> read(MethodDescriptor<Q, R> method, Q request, Duration deadline) {
    return new Call<>(method, request, Effect.READ, Optional.of(deadline), Map.of(), false);
  }

  static <Q, R> Call<Q, R> change(MethodDescriptor<Q, R> method, Q request, Duration deadline) {
    return new Call<>(method, request, Effect.CHANGE, Optional.of(deadline), Map.of(), true);
  }

  /** A change that leaves nothing behind that matters, so that a lost answer is no unknown outcome. */
  static <Q, R> Call<Q, R> passing(MethodDescriptor<Q, R> method, Q request, Duration deadline) {
    return new Call<>(method, request, Effect.READ, Optional.of(deadline), Map.of(), true);
  }

  static <Q, R> Call<Q, R> move(MethodDescriptor<Q, R> method, Q request, String source, String target) {
    return new Call<>(method, request, Effect.MOVE, Optional.empty(), Map.of("source", source, "target", target), true);
  }

  /** Such as {@code PingService/ping}. */
  String name() {
    var full = method.getFullMethodName();
    return full.substring(full.lastIndexOf('.') + 1);
  }
}
