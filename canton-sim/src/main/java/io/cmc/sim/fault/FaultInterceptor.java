// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.fault;

import com.google.protobuf.ByteString;
import io.cmc.sim.fault.Fault.AnswerLate;
import io.cmc.sim.fault.Fault.Delay;
import io.cmc.sim.fault.Fault.DropReply;
import io.cmc.sim.fault.Fault.FailAfter;
import io.cmc.sim.fault.Fault.FailBefore;
import io.cmc.sim.fault.Fault.HangAfter;
import io.cmc.sim.fault.Fault.HangBefore;
import io.cmc.sim.fault.Fault.Lie;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.List;
import java.util.function.Function;

/** Lets the faults of one node strike its calls. Handlers run on virtual threads, so waiting here blocks nobody else. */
public final class FaultInterceptor implements ServerInterceptor {

  private final Faults faults;
  private final String node;
  private final Function<String, String> shortName;

  /** @param shortName from a full method name to the one that faults are injected under */
  public FaultInterceptor(Faults faults, String node, Function<String, String> shortName) {
    this.faults = faults;
    this.node = node;
    this.shortName = shortName;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    var faulty = new FaultyCall<>(call);
    return new SimpleForwardingServerCallListener<>(next.startCall(faulty, headers)) {
      @Override
      public void onHalfClose() {
        faulty.struck = faults.strike(node, shortName.apply(call.getMethodDescriptor().getFullMethodName()));
        if (faulty.begins()) super.onHalfClose();
      }
    };
  }

  private static final class FaultyCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private volatile List<Injected> struck = List.of();

    FaultyCall(ServerCall<Q, A> call) {
      super(call);
    }

    /** Everything that happens before the handler; false when the handler is not to run at all. */
    boolean begins() {
      for (var injected : struck) {
        switch (injected.fault()) {
          case FailBefore f -> {
            super.close(f.code().toStatus().withDescription(f.description()), new Metadata());
            return false;
          }
          case Delay f -> sleep(f.by().toMillis());
          case HangBefore _ -> hang(injected);
          default -> { }
        }
      }
      return true;
    }

    @Override
    public void sendHeaders(Metadata headers) {
      if (!mute()) super.sendHeaders(headers);
    }

    @Override
    public void sendMessage(A message) {
      if (!mute()) super.sendMessage(lie(message));
    }

    @Override
    public void close(Status status, Metadata trailers) {
      for (var injected : struck) {
        switch (injected.fault()) {
          case HangAfter _ -> hang(injected);
          case AnswerLate f -> sleep(f.by().toMillis());
          case DropReply _ -> {
            return;
          }
          case FailAfter f -> {
            super.close(f.code().toStatus().withDescription(f.description()), new Metadata());
            return;
          }
          default -> { }
        }
      }
      super.close(status, trailers);
    }

    private boolean mute() {
      return struck.stream().anyMatch(i -> i.fault() instanceof FailAfter || i.fault() instanceof DropReply);
    }

    private A lie(A message) {
      for (var injected : struck) if (injected.fault() instanceof Lie(var response)) return parse(response);
      return message;
    }

    private A parse(ByteString response) {
      return getMethodDescriptor().parseResponse(response.newInput());
    }
  }

  private static void hang(Injected injected) {
    try {
      injected.awaitRelease();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
