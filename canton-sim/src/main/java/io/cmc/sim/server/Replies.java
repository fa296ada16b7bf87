// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import com.google.protobuf.Any;
import com.google.protobuf.Empty;
import com.google.protobuf.util.Durations;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import io.cmc.sim.node.CantonFailure;
import io.cmc.sim.node.DomainDown;
import io.cmc.sim.node.ErrorLog;
import io.cmc.sim.node.NodeGone;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.function.Supplier;

/** Turns what a node returns or throws into what its caller sees. */
final class Replies {

  private final String node;
  private final ErrorLog errors;
  private final boolean traced;

  private Replies(String node, ErrorLog errors, boolean traced) {
    this.node = node;
    this.errors = errors;
    this.traced = traced;
  }

  /** For services whose errors carry a trace id. */
  static Replies traced(String node, ErrorLog errors) {
    return new Replies(node, errors, true);
  }

  /** For services whose errors carry a zero in its place. */
  static Replies untraced(String node, ErrorLog errors) {
    return new Replies(node, errors, false);
  }

  static final Empty EMPTY = Empty.getDefaultInstance();

  /** Answers with the value; a node that has died meanwhile answers nothing. */
  <T> void answer(StreamObserver<T> caller, Supplier<T> value) {
    try {
      send(caller, value.get());
    } catch (NodeGone e) {
      // its ports are closed: the caller sees that by itself
    } catch (DomainDown e) {
      caller.onError(Status.UNAVAILABLE.withDescription(e.getMessage()).asRuntimeException());
    } catch (CantonFailure e) {
      caller.onError(status(e));
    } catch (StatusRuntimeException e) {
      caller.onError(e);
    } catch (IllegalArgumentException e) {
      // Canton lets these escape, and its server makes INTERNAL of them
      caller.onError(Status.INTERNAL.withDescription(e.getMessage()).asRuntimeException());
    }
  }

  void act(StreamObserver<Empty> caller, Runnable action) {
    answer(caller, () -> {
      action.run();
      return EMPTY;
    });
  }

  private static <T> void send(StreamObserver<T> caller, T answer) {
    caller.onNext(answer);
    caller.onCompleted();
  }

  private StatusRuntimeException status(CantonFailure e) {
    var described = errors.describeWithTrace(e);
    var description = traced || e.code().secret() ? described.description() : e.description("0", described.traceId());
    var status = com.google.rpc.Status.newBuilder().setCode(e.code().grpc().value()).setMessage(description);
    if (!e.code().secret()) status.addDetails(Any.pack(info(e, described.traceId())));
    if (e.code().retryable()) status.addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(Durations.fromSeconds(1)).build()));
    if (traced) status.addDetails(Any.pack(RequestInfo.newBuilder().setRequestId(described.traceId()).build()));
    return StatusProto.toStatusRuntimeException(status.build());
  }

  private ErrorInfo info(CantonFailure e, String trace) {
    var info = ErrorInfo.newBuilder().setReason(e.code().name()).putAllMetadata(e.context())
        .putMetadata("category", String.valueOf(e.code().category())).putMetadata("participant", node);
    if (traced) info.putAllMetadata(Map.of("tid", trace));
    return info.build();
  }
}
