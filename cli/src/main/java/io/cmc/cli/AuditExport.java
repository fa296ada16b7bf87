// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.api.v1.ReadAuditResponse;
import io.cmc.cli.problem.ExitCode;
import java.io.IOException;
import java.util.UUID;

/** The audit trail in a file, page by page; what came while it was written belongs to the next export. */
record AuditExport(AuditFilter filter, long after) {

  /** @param cursor where the next export goes on */
  private record Written(long entries, long cursor) {}

  ExitCode run(Desk desk, AuditWay.Export asked) {
    new PlanFile(asked.file, asked.force).refuseExisting();
    var to = new WholeFile(asked.file);
    var written = to.write(desk, out -> write(desk, asked.form.on(out)));
    if (to.isStandardOutput()) {
      desk.screen().out().flush();
      desk.screen().err().println("cursor " + written.cursor);
      desk.screen().err().flush();
    } else {
      desk.answer(ReadAuditResponse.newBuilder().setLastPosition(written.cursor), () -> desk.isQuiet() ? Long.toString(written.cursor)
          : "%d entries in %s%ncursor %d: the next export goes on with --after %3$d".formatted(written.entries, asked.file, written.cursor));
    }
    return ExitCode.OK;
  }

  private Written write(Desk desk, EntrySheet sheet) throws IOException {
    var request = filter.request().setLimit(AuditVerb.PAGE).setExport(UUID.randomUUID().toString());
    var entries = 0L;
    var cursor = after;
    sheet.begin();
    while (true) {
      var page = page(desk, request.setAfterPosition(cursor).build());
      for (var entry : page.getEntriesList()) sheet.entry(entry);
      entries += page.getEntriesCount();
      cursor = Math.max(cursor, page.getLastPosition());
      if (page.getEntriesCount() < AuditVerb.PAGE) return new Written(entries, cursor);
    }
  }

  private static ReadAuditResponse page(Desk desk, ReadAuditRequest request) {
    return desk.service().ask(() -> desk.service().queries(desk.patience()).readAudit(request));
  }
}
