// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.GetPlanRequest;
import io.cmc.api.v1.GetPlanResponse;
import io.cmc.api.v1.GetStatusRequest;
import io.cmc.cli.plan.KeptPlanText;
import io.cmc.cli.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "show", description = "The plan that the service keeps, with the hash to start and to approve it. Only what you may see of it.")
final class PlanShowVerb extends Verb {

  @Mixin private MigrationName migration;

  @Option(names = "--to", paramLabel = "FILE", defaultValue = PlanFile.STANDARD_OUTPUT, description = "Where to; absent: the standard output.")
  private String file;

  @Option(names = "--force", description = "Overwrite the file.")
  private boolean force;

  @Override ExitCode run(Desk desk) {
    var to = new PlanFile(file, force);
    to.refuseExisting();
    if (file.equals(PlanFile.STANDARD_OUTPUT) && desk.output() != Output.TABLE) {
      desk.line(Documents.of(desk.output(), plan(desk)));
      return ExitCode.OK;
    }
    // the hash first: whoever approves by it has read what it stands for, or is refused
    var current = current(desk);
    to.write(desk, KeptPlanText.of(plan(desk), current));
    if (!file.equals(PlanFile.STANDARD_OUTPUT)) {
      desk.note("written: " + file);
    }
    return ExitCode.OK;
  }

  private GetPlanResponse plan(Desk desk) {
    var request = GetPlanRequest.newBuilder().setMigration(migration.name).build();
    return desk.service().ask(() -> desk.service().queries(desk.patience()).getPlan(request));
  }

  private String current(Desk desk) {
    var request = GetStatusRequest.newBuilder().setMigration(migration.name).build();
    return desk.service().ask(() -> desk.service().queries(desk.patience()).getStatus(request)).getApprovals().getPlanHash();
  }
}
