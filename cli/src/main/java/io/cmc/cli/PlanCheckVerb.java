// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.MigrationOrder;
import io.cmc.cli.plan.PlanYaml;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.FindingsText;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "check", description = "Hand the plan to the service and let it look at all nodes; nothing is changed on them. Exit code 6 when a check blocks.")
final class PlanCheckVerb extends OrderVerb.Plainly {

  @Parameters(index = "0", paramLabel = "PLAN", description = "The plan's file.")
  private Path file;

  @Override ExitCode run(Desk desk) {
    var kept = new PlanOrder(desk).keep(PlanYaml.read(file), context(".plan"));
    desk.note(PlanOrder.text(kept));
    var preflight = new Preflight(desk, kept.getMigration());
    var order = MigrationOrder.newBuilder().setContext(context(".check")).setMigration(kept.getMigration()).build();
    desk.service().ask(() -> desk.service().orders(desk.patience()).checkMigration(order));
    var status = preflight.result();
    desk.answer(status, () -> FindingsText.render(status.getFindingsList(), desk.palette()));
    if (FindingsText.blocks(status.getFindingsList())) {
      return ExitCode.BLOCKED;
    }
    desk.note("nothing blocks; next: cmc start " + file + " (or cmc start " + kept.getMigration() + " --hash " + kept.getPlanHash() + ")");
    return ExitCode.OK;
  }
}
