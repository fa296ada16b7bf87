// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.ExportHistoryRequest;
import io.cmc.api.v1.HistoryLines;
import io.cmc.api.v1.SealedHistoryGrpc;
import io.cmc.store.history.StoredHistory;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.LongSupplier;

/** Exports of the sealed events over gRPC. */
public final class SealedHistoryService extends SealedHistoryGrpc.SealedHistoryImplBase {

  private final StoredHistory history;
  private final LongSupplier until;

  /** @param until the position to end with; asked once for each export, and may sign what is not signed yet */
  public SealedHistoryService(StoredHistory history, LongSupplier until) {
    this.history = history;
    this.until = until;
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
      if (!history.knows(migration)) throw Answering.noMigration(migration);
      history.of(migration, until.getAsLong(), outlet);
    }
  }
}
