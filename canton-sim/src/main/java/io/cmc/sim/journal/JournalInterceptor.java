// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.journal;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Set;

/** Writes every mutating call of one node into the journal: before its handler runs, and when the handler has answered or died. */
public final class JournalInterceptor implements ServerInterceptor {

  private static final int LONGEST_SUMMARY = 600;
  private static final Set<String> MUTATING = Set.of(
      "UpdateResourceLimits", "ReconnectDomains", "RegisterDomain", "ModifyDomain", "ConnectDomain", "DisconnectDomain",
      "AcceptAgreement", "MigrateDomain", "PurgeDeactivatedDomain", "ping", "Submit", "SubmitAndWait", "SubmitAndWaitForTransactionId",
      "AuthorizeDomainParametersChange", "AuthorizeParticipantDomainState");
  private static final Metadata.Key<String> USER_AGENT = Metadata.Key.of("user-agent", Metadata.ASCII_STRING_MARSHALLER);
  private final Journal journal;
  private final String node;

  public JournalInterceptor(Journal journal, String node) {
    this.journal = journal;
    this.node = node;
  }

  /** The short name of a method: its service without the package, a slash, and the method. */
  public static String shortName(String fullMethodName) {
    return fullMethodName.substring(fullMethodName.lastIndexOf('.', fullMethodName.indexOf('/')) + 1);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (!MUTATING.contains(call.getMethodDescriptor().getBareMethodName())) return next.startCall(call, headers);
    return new Journalled<>(call, headers, next);
  }

  /** Holds the request back until the call is in the journal, then runs the handler under it. */
  private final class Journalled<Q, A> extends ServerCall.Listener<Q> {

    private final ServerCall<Q, A> call;
    private final Metadata headers;
    private final ServerCallHandler<Q, A> next;
    private Q request;
    private ServerCall.Listener<Q> handler;

    Journalled(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      this.call = call;
      this.headers = headers;
      this.next = next;
      call.request(2);
    }

    @Override
    public void onMessage(Q message) {
      request = message;
    }

    @Override
    public void onHalfClose() {
      var entry = journal.begin(node, shortName(call.getMethodDescriptor().getFullMethodName()), summary(request), caller(headers));
      try {
        handler = Contexts.interceptCall(Context.current().withValue(CallRecord.KEY, entry), ending(call, entry), headers, next);
        handler.onMessage(request);
        handler.onHalfClose();
      } finally {
        entry.end("NO_ANSWER");
      }
    }

    @Override
    public void onCancel() {
      if (handler != null) handler.onCancel();
    }

    @Override
    public void onComplete() {
      if (handler != null) handler.onComplete();
    }

    @Override
    public void onReady() {
      if (handler != null) handler.onReady();
    }
  }

  private static <Q, A> ServerCall<Q, A> ending(ServerCall<Q, A> call, CallRecord entry) {
    return new SimpleForwardingServerCall<>(call) {
      @Override
      public void request(int more) {
        // the one request of the call has been read already
      }

      @Override
      public void close(Status status, Metadata trailers) {
        entry.end(outcome(status));
        super.close(status, trailers);
      }
    };
  }

  private static String outcome(Status status) {
    if (status.isOk()) return "OK";
    return status.getDescription() == null ? status.getCode().name() : status.getCode() + " " + status.getDescription();
  }

  private static String caller(Metadata headers) {
    var agent = headers.get(USER_AGENT);
    return agent == null ? "" : agent;
  }

  private static String summary(Object request) {
    var text = TextFormat.printer().emittingSingleLine(true).printToString((Message) request);
    return text.length() <= LONGEST_SUMMARY ? text : text.substring(0, LONGEST_SUMMARY) + " ...";
  }
}
