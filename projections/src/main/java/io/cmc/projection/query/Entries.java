// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.ListIncidentsRequest;
import io.cmc.api.v1.ListIncidentsResponse;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.api.v1.ReadAuditResponse;
import io.cmc.projection.audit.AuditEntryRow;
import io.cmc.projection.audit.AuditQueries;
import io.cmc.projection.incident.IncidentQueries;
import io.cmc.projection.incident.IncidentQueries.Question;
import io.cmc.store.deed.Deeds;
import io.cmc.wire.Caller;

/** Audit entries and incidents, page by page, as far as the caller may see them. */
public final class Entries {

  private static final int INCIDENTS = 50;
  private static final int MOST_INCIDENTS = 500;

  private final AuditQueries audit;
  private final IncidentQueries incidents;
  private final Views views;
  private final AuditExports exports;

  /** @param deeds where exports of the audit trail are written down */
  public Entries(AuditQueries audit, IncidentQueries incidents, Views views, Deeds deeds) {
    this.audit = audit;
    this.incidents = incidents;
    this.views = views;
    this.exports = new AuditExports(deeds);
  }

  ReadAuditResponse audit(ReadAuditRequest request) {
    var asked = AuditMessage.question(request);
    exports.page(Caller.current(), request);
    var page = audit.read(asked, Views.sight());
    return AuditMessage.page(page, views.of(page.entries().stream().map(AuditEntryRow::migration).distinct().toList()));
  }

  ListIncidentsResponse incidents(ListIncidentsRequest request) {
    var size = MigrationQueriesService.size(request.getPageSize(), INCIDENTS, MOST_INCIDENTS, "page_size");
    var page = incidents.read(new Question(request.getMigration(), request.getParticipant(), request.getOpenOnly(),
        MigrationQueriesService.before(request.getPageToken()), size + 1), Views.sight());
    var view = views.of(page.stream().map(r -> r.migration().value()).distinct().toList());
    var answer = ListIncidentsResponse.newBuilder();
    page.stream().limit(size).map(r -> IncidentMessage.of(r, view.apply(r.migration().value()))).forEach(answer::addIncidents);
    if (page.size() > size) answer.setNextPageToken(Long.toString(page.get(size - 1).opened()));
    return answer.build();
  }
}
