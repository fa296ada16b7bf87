// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.GetStatusRequest;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.ApprovalsText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "approvals", description = "Who agreed to what of a migration, until when, and who is missing.")
final class ApprovalsVerb extends Verb {

  @Mixin private MigrationName migration;

  @Override ExitCode run(Desk desk) {
    var request = GetStatusRequest.newBuilder().setMigration(migration.name).build();
    var status = desk.service().ask(() -> desk.service().queries(desk.patience()).getStatus(request));
    if (!status.hasApprovals()) desk.note("the plan of " + migration.name + " asks nobody");
    desk.answer(status.getApprovals(), () -> new ApprovalsText(desk.screen().clock(), desk.palette()).render(status));
    return ExitCode.OK;
  }
}
