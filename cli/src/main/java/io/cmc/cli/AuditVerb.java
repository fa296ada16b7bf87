// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.api.v1.ReadAuditResponse;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.AuditText;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "audit", description = "Who did what, when, why and on which participant, refused orders included.")
final class AuditVerb extends Verb {

  private static final int PAGE = 1000;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  @Parameters(index = "0", arity = "0..1", paramLabel = "MIGRATION", defaultValue = "", description = "Absent: all migrations.")
  private String migration;

  @Option(names = "--participant", paramLabel = "NAME", defaultValue = "", description = "Only entries about this participant.")
  private String participant;

  @Option(names = "--actor", paramLabel = "NAME", defaultValue = "", description = "Only what this actor did.")
  private String actor;

  @Option(names = "--kind", paramLabel = "KIND", split = ",", description = "Only these kinds, for example LimitsLowered or OrderRefused.")
  private List<String> kinds = List.of();

  @Option(names = "--after", paramLabel = "POSITION", defaultValue = "0", description = "Only entries after this position.")
  private long after;

  @Option(names = "--follow", description = "Go on with new entries as they come, until interrupted.")
  private boolean follow;

  @Option(names = "--details", description = "Also how the actor was known, the causes, and the event as it is stored.")
  private boolean details;

  @Override ExitCode run(Desk desk) {
    var whole = !follow && desk.output() != Output.TABLE;
    var sheet = whole ? new AuditSheet.Whole(desk) : new AuditSheet.Lines(desk, new AuditText(desk.screen().clock()), details);
    sheet.begin();
    do {
      readToTheEnd(desk, sheet);
    } while (follow && Pause.of(BETWEEN_LOOKS));
    sheet.end(after);
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
    var request = ReadAuditRequest.newBuilder().setMigration(migration).setParticipant(participant).setActor(actor)
        .addAllKinds(kinds).setAfterPosition(after).setLimit(PAGE).build();
    return desk.service().ask(() -> desk.service().queries(desk.patience()).readAudit(request));
  }

}
