// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.ExportHistoryRequest;
import io.cmc.api.v1.HistoryLines;
import io.cmc.api.v1.SealedHistoryGrpc;
import io.cmc.store.history.StoredHistory;
import io.cmc.wire.Doorkeeper;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.LongSupplier;

/** Exports of the sealed events over gRPC. */
public final class SealedHistoryService extends SealedHistoryGrpc.SealedHistoryImplBase {

  private final StoredHistory history;
  private final LongSupplier until;
  private final Views views;

  /** @param until the position to end with; asked once for each export, and may sign what is not signed yet */
  public SealedHistoryService(StoredHistory history, LongSupplier until, Views views) {
    this.history = history;
    this.until = until;
    this.views = views;
  }

  @Override public void export(ExportHistoryRequest request, StreamObserver<HistoryLines> observer) {
    var outlet = new HistoryOutlet((ServerCallStreamObserver<HistoryLines>) observer);
    Answering.guarded(observer, () -> {
      tell(request.getMigration(), outlet);
      outlet.end();
    });
  }

  private void tell(String migration, HistoryOutlet outlet) {
    if (migration.isEmpty()) {
      history.all(until.getAsLong(), outlet);
    } else {
      var view = views.of(migration);
      if (!history.knows(migration) || !view.seen()) throw Answering.noMigration(migration);
      // each event is in it whole, or nobody could prove it
      if (!view.whole()) throw Answering.notAllowed("AUDITOR for every team of the migration", Doorkeeper.held(Views.sight().reach()));
      history.of(migration, until.getAsLong(), outlet);
    }
  }
}
