// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.problem.Trouble;
import io.cmc.cli.text.DetailsText;
import io.cmc.cli.text.StatusText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "status", description = "What a migration is doing, what it waits for and since when, and which way back holds.")
final class StatusVerb extends Verb {

  @Parameters(index = "0", arity = "0..1", paramLabel = "MIGRATION", description = "Absent: every migration that has not ended.")
  private String migration;

  @Option(names = "--watch", description = "Follow it to its end; a line is printed when it changes, on a terminal it is redrawn.")
  private boolean watch;

  @Option(names = "--details", description = "Also the times of the phases, the findings of the checks and the pings.")
  private boolean details;

  @Override ExitCode run(Desk desk) {
    if (watch) {
      return Verdict.exit(new Follow(desk, theOne(desk), StatusView.of(desk), false).until(_ -> false));
    }
    var names = migration == null ? new Migrations(desk).underWay() : List.of(migration);
    if (names.isEmpty()) {
      desk.note("no migration is under way; `cmc list` shows those that ended");
    }
    names.forEach(name -> show(desk, name));
    return ExitCode.OK;
  }

  private String theOne(Desk desk) {
    var names = migration == null ? new Migrations(desk).underWay() : List.of(migration);
    if (names.size() != 1) {
      throw Trouble.input("WHICH_MIGRATION", "one migration to follow",
          names.isEmpty() ? "none under way" : String.join(", ", names), "name one: cmc status MIGRATION --watch");
    }
    return names.getFirst();
  }

  private void show(Desk desk, String name) {
    var request = GetStatusRequest.newBuilder().setMigration(name).build();
    var status = desk.service().ask(() -> desk.service().queries(desk.patience()).getStatus(request));
    desk.answer(status, () -> text(desk, status));
    NextOrder.of(status).ifPresent(order -> desk.note("  next: " + order));
  }

  private String text(Desk desk, MigrationStatus status) {
    var text = new StatusText(desk.screen().clock(), desk.palette());
    if (desk.isQuiet()) {
      return text.line(status);
    }
    return details ? text.text(status) + "\n" + new DetailsText(desk.screen().clock(), desk.palette()).render(status) : text.text(status);
  }
}
