// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.journal;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How long every call of every node took, those that only read too, which the journal leaves out. Kept in memory and only grows: for
 * networks that are measured.
 */
public final class Tally {

  /** One that was answered. @param method its short name; @param begin when the request was there, @param end when the answer was, by {@link System#nanoTime} */
  public record Call(String node, String method, long begin, long end) {}

  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

  /** Of this moment, in the order in which they were answered. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Stands before everything that keeps a caller waiting. */
  public ServerInterceptor at(String node) {
    return new ServerInterceptor() {
      @Override public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var timed = new Timed<>(call, node);
        return new SimpleForwardingServerCallListener<>(next.startCall(timed, headers)) {
          @Override public void onHalfClose() {
            timed.begin = System.nanoTime();
            super.onHalfClose();
          }
        };
      }
    };
  }

  private final class Timed<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private final String node;
    private volatile long begin = System.nanoTime();

    Timed(ServerCall<Q, A> call, String node) {
      super(call);
      this.node = node;
    }

    @Override public void close(Status status, Metadata trailers) {
      calls.add(new Call(node, JournalInterceptor.shortName(getMethodDescriptor().getFullMethodName()), begin, System.nanoTime()));
      super.close(status, trailers);
    }
  }
}
