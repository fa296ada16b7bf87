// SPDX-License-Identifier: Apache-2.0
package io.cmc.wire;

import com.google.protobuf.Message;
import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Looks at a call once it is known what is asked, and lets it through or not. */
public final class CallCheck implements ServerInterceptor {

  /** Decides; may ask the database. Called once for each call, with its first message, in the call's context. */
  public interface Check {

    /**
     * @param method service and method
     * @return the context that the call is answered in
     * @throws StatusRuntimeException what the caller is told instead
     */
    Context let(String method, Message request);
  }

  private final Check check;

  public CallCheck(Check check) {
    this.check = check;
  }

  @Override public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return new Looked<>(call, next.startCall(call, headers));
  }

  private final class Looked<Q> extends SimpleForwardingServerCallListener<Q> {

    private final ServerCall<Q, ?> call;
    private Context context = null;
    private boolean refused;

    Looked(ServerCall<Q, ?> call, ServerCall.Listener<Q> next) {
      super(next);
      this.call = call;
    }

    @Override public void onMessage(Q request) {
      if (refused || context == null && !let(request)) return;
      context.run(() -> super.onMessage(request));
    }

    private boolean let(Q request) {
      try {
        context = check.let(call.getMethodDescriptor().getFullMethodName(), (Message) request);
      } catch (StatusRuntimeException e) {
        refused = true;
        call.close(e.getStatus(), e.getTrailers() == null ? new Metadata() : e.getTrailers());
      } catch (RuntimeException e) {
        refused = true;
        call.close(Status.INTERNAL.withDescription("a fault of the service"), new Metadata());
        throw e; // the server logs it
      }
      return !refused;
    }

    @Override public void onHalfClose() {
      if (!refused) within(super::onHalfClose);
    }

    @Override public void onReady() {
      if (!refused) within(super::onReady);
    }

    private void within(Runnable event) {
      if (context == null) event.run();
      else context.run(event);
    }
  }
}
