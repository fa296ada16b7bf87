// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.access.Actor;
import io.cmc.api.v1.CompareRunsRequest;
import io.cmc.api.v1.ExportHistoryRequest;
import io.cmc.api.v1.GetPlanRequest;
import io.cmc.api.v1.GetStatusAtRequest;
import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.ListIncidentsRequest;
import io.cmc.api.v1.ListMigrationsRequest;
import io.cmc.api.v1.ListPersonsRequest;
import io.cmc.api.v1.ListReadsRequest;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.projection.reads.ReadLog;
import io.cmc.projection.reads.Reading;
import io.cmc.wire.Caller;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.function.Supplier;

/**
 * Notes every answer of a view that went out to somebody, a watched status each time, and every view that somebody was refused, because it is
 * not for them or is not there; the two look the same to whoever asks.
 */
public final class ReadNotes implements ServerInterceptor {

  private static final Runnable NOTHING = () -> { };

  private final ReadLog log;
  private final Supplier<String> ids;

  /** @param ids a new one for each export that brings none */
  public ReadNotes(ReadLog log, Supplier<String> ids) {
    this.log = log;
    this.ids = ids;
  }

  @Override public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    var by = Caller.current();
    var noted = new Noted<>(call);
    return new SimpleForwardingServerCallListener<>(next.startCall(noted, headers)) {
      @Override public void onMessage(Q request) {
        noted.note = note(by, request);
        noted.refusal = refusal(by, request);
        super.onMessage(request);
      }
    };
  }

  private static final class Noted<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private volatile Runnable note = NOTHING;
    private volatile Runnable refusal = NOTHING;

    Noted(ServerCall<Q, A> call) {
      super(call);
    }

    @Override public void sendMessage(A answer) {
      super.sendMessage(answer);
      note.run();
    }

    @Override public void close(Status status, Metadata trailers) {
      if (status.getCode() == Status.Code.PERMISSION_DENIED || status.getCode() == Status.Code.NOT_FOUND) refusal.run();
      super.close(status, trailers);
    }
  }

  /** Of two migrations that were compared, the first; an export that was refused is none. */
  private Runnable refusal(Actor by, Object request) {
    return switch (request) {
      case ListMigrationsRequest _ -> refused(by, "list", "");
      case GetStatusRequest r -> refused(by, "status", r.getMigration());
      case GetPlanRequest r -> refused(by, "plan", r.getMigration());
      case ReadAuditRequest r -> refused(by, r.getExport().isEmpty() ? "audit" : "audit-export", r.getMigration());
      case ListIncidentsRequest r -> refused(by, "incidents", r.getMigration());
      case GetStatusAtRequest r -> refused(by, "show", r.getMigration());
      case CompareRunsRequest r -> refused(by, "diff", r.getFirst());
      case ListReadsRequest r -> refused(by, "reads", r.getMigration());
      case ListPersonsRequest _ -> refused(by, "persons", "");
      case ExportHistoryRequest r -> refused(by, "history-export", r.getMigration());
      default -> NOTHING;
    };
  }

  private Runnable refused(Actor by, String view, String migration) {
    return () -> log.refused(by, view, noName(migration) ? "" : migration);
  }

  private Runnable note(Actor by, Object request) {
    return switch (request) {
      case ListMigrationsRequest r -> gathered(by, "list", "");
      case GetStatusRequest r -> gathered(by, "status", r.getMigration());
      case GetPlanRequest r -> gathered(by, "plan", r.getMigration());
      case ReadAuditRequest r when !r.getExport().isEmpty() -> alone(by, "audit-export", r.getMigration(), r.getExport());
      case ReadAuditRequest r -> gathered(by, "audit", r.getMigration());
      case ListIncidentsRequest r -> gathered(by, "incidents", r.getMigration());
      case GetStatusAtRequest r -> gathered(by, "show", r.getMigration());
      case CompareRunsRequest r -> both(gathered(by, "diff", r.getFirst()), gathered(by, "diff", r.getSecond()));
      case ListReadsRequest r -> gathered(by, "reads", r.getMigration());
      case ListPersonsRequest r -> gathered(by, "persons", "");
      case ExportHistoryRequest r -> alone(by, "history-export", r.getMigration(), ids.get());
      default -> NOTHING;
    };
  }

  private Runnable gathered(Actor by, String view, String migration) {
    return noName(migration) ? NOTHING : () -> log.note(by, view, migration);
  }

  private Runnable alone(Actor by, String view, String migration, String occasion) {
    return noName(migration) ? NOTHING : () -> log.note(new Reading(by, view, migration, occasion));
  }

  private static Runnable both(Runnable first, Runnable second) {
    return () -> {
      first.run();
      second.run();
    };
  }

  /** Of what can be no migration nothing was read, and it may be of any length. */
  private static boolean noName(String migration) {
    return !migration.isEmpty() && MigrationQueriesService.migration(migration).isEmpty();
  }
}
