// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ReadAuditResponse;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.AuditText;
import io.cmc.cli.text.AuditTree;
import java.time.Duration;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "audit", description = "Who did what, when, why and on which participant, refused orders included.")
final class AuditVerb extends Verb {

  static final int PAGE = 1000;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  @Mixin private AuditFilter filter;

  @Option(names = "--after", paramLabel = "POSITION", defaultValue = "0",
      description = "Only entries after this position: the last one of an earlier export, for example.")
  private long after;

  @ArgGroup private AuditWay way = new AuditWay();

  @Option(names = "--details", description = "Also how the actor was known, the causes, and the event as it is stored.")
  private boolean details;

  @Override ExitCode run(Desk desk) {
    if (way.export != null) {
      return new AuditExport(filter, after).run(desk, way.export);
    }
    if (way.reads) {
      return new ReadsList(filter.reads()).run(desk);
    }
    if (way.tree) filter.requireOrder();
    if (way.tree && desk.output() == Output.TABLE) return tree(desk);
    var whole = !way.follow && desk.output() != Output.TABLE;
    var sheet = whole ? new AuditSheet.Whole(desk) : new AuditSheet.Lines(desk, new AuditText(desk.screen().clock()), details);
    sheet.begin();
    do {
      readToTheEnd(desk, sheet);
    } while (way.follow && Pause.of(BETWEEN_LOOKS));
    sheet.end(after);
    return ExitCode.OK;
  }

  private ExitCode tree(Desk desk) {
    var entries = new AuditSheet.Kept();
    readToTheEnd(desk, entries);
    desk.line(AuditTree.render(entries.all(), desk.screen().clock()));
    return ExitCode.OK;
  }

  /** A page may be empty and yet lead further, when the filter let nothing of it through. */
  private void readToTheEnd(Desk desk, AuditSheet sheet) {
    long before;
    do {
      before = after;
      var page = page(desk);
      page.getEntriesList().forEach(sheet::entry);
      after = Math.max(after, page.getLastPosition());
    } while (after > before);
  }

  private ReadAuditResponse page(Desk desk) {
    var request = filter.request().setAfterPosition(after).setLimit(PAGE).build();
    return desk.service().ask(() -> desk.service().queries(desk.patience()).readAudit(request));
  }
}
