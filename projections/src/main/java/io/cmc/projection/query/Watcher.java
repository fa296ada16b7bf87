// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.projection.sight.Sight;
import io.grpc.stub.ServerCallStreamObserver;

/** One watching client: gets the newest status whenever it can take one. A slow one misses those in between. */
final class Watcher implements StatusFeed.Subscriber {

  private final ServerCallStreamObserver<MigrationStatus> call;
  private final Sight sight;
  private final boolean onlyChanges;
  private StatusAnswer next;
  private long known = -1;
  /** What the client has, by its revision. */
  private String told;
  private boolean over;
  private Runnable unsubscribe = () -> { };

  Watcher(ServerCallStreamObserver<MigrationStatus> call, Sight sight, GetStatusRequest asked) {
    this.call = call;
    this.sight = sight;
    this.onlyChanges = asked.getOnlyChanges();
    this.told = asked.getKnownRevision();
    call.setOnReadyHandler(this::send);
    call.setOnCancelHandler(this::stop);
  }

  synchronized void subscribed(Runnable end) {
    unsubscribe = end;
    if (over) end.run();
  }

  @Override public synchronized void changed(StatusAnswer status) {
    if (over || status.asOf() <= known) return;
    known = status.asOf();
    next = status;
    send();
  }

  @Override public Sight sight() {
    return sight;
  }

  @Override public synchronized void closed() {
    if (over) return;
    stop();
    call.onError(Answering.stops());
  }

  private synchronized void send() {
    if (over || next == null || !call.isReady()) return;
    var status = next.since(told);
    next = null;
    told = onlyChanges ? status.getRevision() : "";
    call.onNext(status);
    if (!ended(status)) return;
    stop();
    call.onCompleted();
  }

  private synchronized void stop() {
    over = true;
    unsubscribe.run();
  }

  private static boolean ended(MigrationStatus status) {
    return switch (status.getState()) {
      case COMPLETED, ABORTED, RESTORED -> true;
      default -> false;
    };
  }
}
