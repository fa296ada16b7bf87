// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.access.Actor;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.event.OrderEvent.AuditExported;
import io.cmc.id.MigrationId;
import io.cmc.store.deed.Deeds;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes each export of the audit trail down as an event, at its first page and before that goes out. Which exports began is kept in
 * memory: one that goes on at another instance is an entry there as well, and none is without one.
 */
final class AuditExports {

  private static final int MOST = 1_000;

  private final Deeds deeds;
  private final Map<Export, Boolean> begun = new LinkedHashMap<>();

  private record Export(String actor, String id) {}

  AuditExports(Deeds deeds) {
    this.deeds = deeds;
  }

  /** For every page. Pages of one export wait for one another. */
  synchronized void page(Actor by, ReadAuditRequest asked) {
    var export = new Export(by.subject(), asked.getExport());
    if (asked.getExport().isEmpty() || begun.containsKey(export)) return;
    deeds.write("ExportAudit", by, at -> new AuditExported(MigrationId.SERVICE, named(asked), asked.getAfterPosition(), at));
    begun.put(export, true);
    if (begun.size() > MOST) begun.remove(begun.keySet().iterator().next());
  }

  /** What can be no migration may be of any length, and may say anything. */
  private static String named(ReadAuditRequest asked) {
    return MigrationQueriesService.migration(asked.getMigration()).map(MigrationId::value).orElse("");
  }
}
