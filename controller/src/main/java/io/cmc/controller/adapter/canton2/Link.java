// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import com.digitalasset.canton.connection.v30.ApiInfoServiceGrpc;
import com.digitalasset.canton.connection.v30.GetApiInfoRequest;
import com.digitalasset.canton.health.admin.v0.GetLastErrorTraceRequest;
import com.digitalasset.canton.health.admin.v0.StatusServiceGrpc;
import com.google.protobuf.Empty;
import io.cmc.controller.port.Fence;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.rejection.ProblemCode;
import io.grpc.CallCredentials;
import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Calls to one API of one node: with token and deadline, and with every failure translated. */
final class Link {

  /** Of a call that is not let out since its connection is new; more than one change of connection in between is bad luck. */
  private static final int TRIES = 3;

  private final Line line;
  private final Token token;
  private final Where where;
  private final Deadlines deadlines;
  private final Guard guard;
  private final Translation translation;

  Link(Line line, Token token, Where where, Deadlines deadlines, Guard guard) {
    this.line = line;
    this.token = token;
    this.where = where;
    this.deadlines = deadlines;
    this.guard = guard;
    this.translation = new Translation(where);
  }

  /** The same, for calls that only go where the guard lets them. */
  Link behind(Guard other) {
    return new Link(line, token, where, deadlines, other);
  }

  Deadlines deadlines() {
    return deadlines;
  }

  Where where() {
    return where;
  }

  Line line() {
    return line;
  }

  /** @param read turns the answer into our terms; an IllegalArgumentException of it means that the answer cannot be */
  <Q, R, T> T ask(Call<Q, R> call, Function<R, T> read) {
    var answer = send(call);
    try {
      return read.apply(answer);
    } catch (IllegalArgumentException e) {
      throw translation.strange(call, e);
    }
  }

  <Q, R> void tell(Call<Q, R> call) {
    send(call);
  }

  /**
   * As {@link #ask}, but empty where the release does not have the method. A node that starts answers alike for a while, so this
   * counts only once the node calls itself up, and after asking again.
   */
  <Q, R, T> Optional<T> askIfServed(Call<Q, R> call, Function<R, T> read) {
    try {
      return Optional.of(ask(call, read));
    } catch (NodeTrouble trouble) {
      if (!notServed(trouble)) throw trouble;
    }
    requireUp();
    try {
      return Optional.of(ask(call, read));
    } catch (NodeTrouble trouble) {
      if (!notServed(trouble)) throw trouble;
      return Optional.empty();
    }
  }

  /** Whether the port is the right one but does not have the method. */
  static boolean notServed(NodeTrouble trouble) {
    return trouble.kind() == Kind.TRANSIENT && trouble.getCause() instanceof StatusRuntimeException e && Signal.of(e).methodNotFound();
  }

  private void requireUp() {
    var call = Call.read(StatusServiceGrpc.getStatusMethod(), Empty.getDefaultInstance(), deadlines.own());
    if (!send(call).hasSuccess()) {
      throw translation.trouble(Kind.TRANSIENT, where.named(ProblemCode.NODE_NOT_READY), call, "a node that is still starting", null);
    }
  }

  /** Each message as it comes; the next is fetched when this one is dealt with. */
  <Q, R> void stream(Call<Q, R> call, Consumer<R> each) {
    var scope = Context.current().withCancellation();
    var outer = scope.attach();
    try {
      sent(call, options -> {
        ClientCalls.blockingServerStreamingCall(line.channel(), call.method(), options, call.request()).forEachRemaining(part -> {
          line.answered();
          each.accept(part);
        });
        return true;
      });
    } catch (IllegalArgumentException e) {
      throw translation.strange(call, e);
    } finally {
      scope.detach(outer);
      scope.cancel(null);
    }
  }

  private <Q, R> R send(Call<Q, R> call) {
    return sent(call, options -> ClientCalls.blockingUnaryCall(line.channel(), call.method(), options, call.request()));
  }

  /** A call that was turned away was not sent, so it may be made again whatever it does. */
  private <T> T sent(Call<?, ?> call, Function<CallOptions, T> way) {
    for (int tries = 1; ; tries++) {
      try {
        var answer = way.apply(prepared(call));
        line.answered();
        return answer;
      } catch (StatusRuntimeException e) {
        if (!Guard.turnedAway(e) || tries == TRIES) throw failed(call, e);
      }
      guard.renew();
    }
  }

  /** What changes a node passes the fence last of all; everything before it may take its time. */
  private CallOptions prepared(Call<?, ?> call) {
    reconnect(call);
    var admitted = call.fenced() ? guard.with(Fence.pass()) : guard;
    var options = CallOptions.DEFAULT.withCallCredentials(credentials(call, admitted));
    return call.deadline().map(d -> options.withDeadlineAfter(d.toNanos(), TimeUnit.NANOSECONDS)).orElse(options);
  }

  private void reconnect(Call<?, ?> call) {
    try {
      if (Thread.currentThread().isInterrupted()) throw new InterruptedException("this thread is to stop");
      line.reconnect(deadlines.reconnect());
      if (call.deadline().isEmpty() && !line.stands(deadlines.own())) {
        throw translation.notSent(Kind.TRANSIENT, ProblemCode.NODE_UNREACHABLE, call, "no connection stands", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw translation.notSent(Kind.TRANSIENT, ProblemCode.NODE_TIMEOUT, call, "interrupted", e);
    }
  }

  private CallCredentials credentials(Call<?, ?> call, Guard admitted) {
    try {
      return token.behind(admitted);
    } catch (RuntimeException e) {
      throw translation.notSent(Kind.PERMANENT, ProblemCode.NOT_AUTHORISED, call, String.valueOf(e.getMessage()), e);
    }
  }

  private NodeTrouble failed(Call<?, ?> call, StatusRuntimeException failure) {
    var trouble = translation.of(call, failure);
    var signal = Signal.of(failure);
    if (signal.methodNotFound()) return otherApi().map(api -> translation.wrongPort(call, api, failure)).orElse(trouble);
    return signal.hiddenUnder().flatMap(this::errorTrace).map(log -> translation.with(trouble, log)).orElse(trouble);
  }

  /** From release 2.9 on a port tells which API it serves. */
  private Optional<String> otherApi() {
    return attempt(Call.read(ApiInfoServiceGrpc.getGetApiInfoMethod(), GetApiInfoRequest.getDefaultInstance(), deadlines.own()))
        .map(answer -> answer.getName()).filter(name -> !name.isEmpty() && !name.equals(where.api()));
  }

  /** From release 2.9 on a node tells what it kept from its answer; on the admin port only. */
  private Optional<String> errorTrace(String trace) {
    var request = GetLastErrorTraceRequest.newBuilder().setTraceId(trace).build();
    return attempt(Call.read(StatusServiceGrpc.getGetErrorTraceMethod(), request, deadlines.own()))
        .map(answer -> String.join(" | ", answer.getMessagesList())).filter(text -> !text.isBlank());
  }

  /** Best effort: what explains a failure must not become one. */
  private <Q, R> Optional<R> attempt(Call<Q, R> call) {
    try {
      var deadline = call.deadline().orElse(Duration.ofSeconds(30));
      var options = CallOptions.DEFAULT.withCallCredentials(token.behind(guard)).withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
      return Optional.of(ClientCalls.blockingUnaryCall(line.channel(), call.method(), options, call.request()));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  NodeTrouble trouble(Kind kind, ProblemCode code, String expected, String found) {
    return translation.trouble(kind, code, expected, found, null);
  }
}
