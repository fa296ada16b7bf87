// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import io.cmc.sim.node.Gate;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.time.Duration;

/** Holds calls up while the node is frozen, and for the network's latency. */
final class Waiting implements ServerInterceptor {

  private final Gate gate;
  private final Duration latency;

  Waiting(Gate gate, Duration latency) {
    this.gate = gate;
    this.latency = latency;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onHalfClose() {
        gate.pass();
        linger();
        super.onHalfClose();
      }
    };
  }

  private void linger() {
    try {
      if (latency.isPositive()) Thread.sleep(latency);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
