// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.cmc.store.log.About;
import io.cmc.wire.Caller;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.opentelemetry.context.Context;

/** Lines that are logged while a call is answered say which call it is, by whom, and what it is about. Stands behind {@link Pseudonyms}. */
public final class CallLines implements ServerInterceptor {

  @Override public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    var lines = new Lines(call.getMethodDescriptor().getFullMethodName(), Caller.current().subject());
    try (var about = lines.open()) {
      return new Told<>(lines, next.startCall(call, headers));
    }
  }

  /** What is known of one call; its parts come one after another, and perhaps on different threads. */
  private static final class Lines {

    private final String call;
    private final String actor;
    private volatile String migration = "";
    private volatile String participant = "";

    Lines(String call, String actor) {
      this.call = call;
      this.actor = actor;
    }

    void read(Message request) {
      migration = text(request, "migration");
      participant = text(request, "participant");
    }

    About open() {
      return About.here().with(About.CALL, call).with(About.ACTOR, actor).migration(migration, participant).trace(Context.current());
    }

    private static String text(Message request, String name) {
      var field = request.getDescriptorForType().findFieldByName(name);
      return field != null && !field.isRepeated() && field.getJavaType() == JavaType.STRING ? (String) request.getField(field) : "";
    }
  }

  private static final class Told<Q> extends SimpleForwardingServerCallListener<Q> {

    private final Lines lines;

    Told(Lines lines, ServerCall.Listener<Q> next) {
      super(next);
      this.lines = lines;
    }

    @Override public void onMessage(Q request) {
      if (request instanceof Message message) lines.read(message);
      try (var about = lines.open()) {
        super.onMessage(request);
      }
    }

    @Override public void onHalfClose() {
      try (var about = lines.open()) {
        super.onHalfClose();
      }
    }

    @Override public void onCancel() {
      try (var about = lines.open()) {
        super.onCancel();
      }
    }
  }
}
