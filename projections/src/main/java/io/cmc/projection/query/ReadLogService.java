// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.ListReadsRequest;
import io.cmc.api.v1.ListReadsResponse;
import io.cmc.api.v1.Read;
import io.cmc.api.v1.ReadLogGrpc;
import io.cmc.projection.reads.ReadLogTable.Question.About;
import io.cmc.projection.reads.ReadLogTable.Question;
import io.cmc.projection.reads.ReadLogTable.Row;
import io.cmc.projection.reads.ReadLogTable;
import io.cmc.wire.ProtoTime;
import io.grpc.stub.StreamObserver;

/** Who read what, over gRPC. */
public final class ReadLogService extends ReadLogGrpc.ReadLogImplBase {

  private static final int READS = 50;
  private static final int MOST_READS = 500;

  private final ReadLogTable table;
  private final Faces faces;

  public ReadLogService(ReadLogTable table, Faces faces) {
    this.table = table;
    this.faces = faces;
  }

  @Override public void listReads(ListReadsRequest request, StreamObserver<ListReadsResponse> call) {
    Answering.one(call, () -> faces.in(list(request)));
  }

  private ListReadsResponse list(ListReadsRequest request) {
    var size = MigrationQueriesService.size(request.getPageSize(), READS, MOST_READS, "page_size");
    var page = table.read(new Question(new About(request.getMigration(), request.getActor(), request.getViewsList()),
        AuditMessage.time(request.hasFrom(), request.getFrom()), AuditMessage.time(request.hasTo(), request.getTo()),
        MigrationQueriesService.before(request.getPageToken()), size + 1), Views.sight());
    var answer = ListReadsResponse.newBuilder();
    page.stream().limit(size).map(ReadLogService::message).forEach(answer::addReads);
    if (page.size() > size) answer.setNextPageToken(Long.toString(page.get(size - 1).id()));
    return answer.build();
  }

  private static Read message(Row row) {
    var actor = row.reading().actor();
    return Read.newBuilder().setView(row.reading().view()).setMigration(row.reading().migration()).setActorSubject(actor.subject())
        .setActorName(actor.name()).setAuthentication(actor.authentication()).setFirstAt(ProtoTime.of(row.first()))
        .setLastAt(ProtoTime.of(row.last())).setAnswers(row.answers()).build();
  }
}
