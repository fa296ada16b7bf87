// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.GetStatusAtRequest;
import io.cmc.api.v1.StatusAt;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.HistoryText;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "The status of a migration as it was known at any moment, of ended ones too.")
final class ShowVerb extends Verb {

  @Parameters(index = "0", paramLabel = "MIGRATION", description = "Name of the migration.")
  private String migration;

  @Option(names = "--at", paramLabel = "MOMENT", converter = MomentWord.class, description = "57 or '#57': after the 57th event of this"
      + " migration. position:1034: after that POSITION of `cmc audit`. 2026-11-28T04:00:00Z: before the first event of a later time."
      + " Absent: after its last event.")
  private Consumer<GetStatusAtRequest.Builder> at = _ -> { };

  @Option(names = "--events", paramLabel = "N", defaultValue = "0", description = "Also so many events before and after it, to step from one to the"
      + " next; at most 100.")
  private int events;

  @Option(names = "--details", description = "Also the times of the phases, the findings of the checks and the pings.")
  private boolean details;

  @Override ExitCode run(Desk desk) {
    var request = GetStatusAtRequest.newBuilder().setMigration(migration).setAround(events);
    at.accept(request);
    var then = desk.service().ask(() -> desk.service().queries(desk.patience()).getStatusAt(request.build()));
    desk.answer(then, () -> text(desk, then));
    return ExitCode.OK;
  }

  private String text(Desk desk, StatusAt then) {
    var text = new HistoryText(desk.screen().clock(), desk.palette());
    return desk.isQuiet() ? text.line(then) : text.render(migration, then, details);
  }
}
