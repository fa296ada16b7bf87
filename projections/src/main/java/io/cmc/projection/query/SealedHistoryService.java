// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.ExportHistoryRequest;
import io.cmc.api.v1.HistoryLines;
import io.cmc.api.v1.SealedHistoryGrpc;
import io.cmc.event.OrderEvent.HistoryExported;
import io.cmc.id.MigrationId;
import io.cmc.store.deed.Deeds;
import io.cmc.store.history.StoredHistory;
import io.cmc.wire.Doorkeeper;
import io.cmc.wire.Caller;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** Exports of the sealed events over gRPC. */
public final class SealedHistoryService extends SealedHistoryGrpc.SealedHistoryImplBase {

  private static final Pattern PURPOSE = Pattern.compile("[a-z]{0,20}");

  private final StoredHistory history;
  private final LongSupplier until;
  private final Views views;
  private final Deeds deeds;

  /**
   * @param until the position to end with; asked once for each export, and may sign what is not signed yet
   * @param deeds where each export is written down before anything of it goes out
   */
  public SealedHistoryService(StoredHistory history, LongSupplier until, Views views, Deeds deeds) {
    this.history = history;
    this.until = until;
    this.views = views;
    this.deeds = deeds;
  }

  @Override public void export(ExportHistoryRequest request, StreamObserver<HistoryLines> observer) {
    var outlet = new HistoryOutlet((ServerCallStreamObserver<HistoryLines>) observer);
    Answering.guarded(observer, () -> {
      tell(request, outlet);
      outlet.end();
    });
  }

  private void tell(ExportHistoryRequest request, HistoryOutlet outlet) {
    var migration = request.getMigration();
    if (!PURPOSE.matcher(request.getPurpose()).matches()) throw Answering.argument("as purpose at most 20 small letters", request.getPurpose());
    if (!migration.isEmpty()) mustBeSeen(migration);
    var to = until.getAsLong(); // before the entry, which so belongs to the next export
    deeds.write("ExportHistory", Caller.current(), at -> new HistoryExported(MigrationId.SERVICE, migration, request.getPurpose(), at));
    if (migration.isEmpty()) history.all(to, outlet);
    else history.of(migration, request.getShortest() ? history.covered(migration, to) : to, outlet);
  }

  private void mustBeSeen(String migration) {
    var view = views.of(migration);
    if (!history.knows(migration) || !view.seen()) throw Answering.noMigration(migration);
    // each event is in it whole, or nobody could prove it
    if (!view.whole()) throw Answering.notAllowed("AUDITOR for every team of the migration", Doorkeeper.held(Views.sight().reach()));
  }
}
