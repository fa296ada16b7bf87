// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ConfirmedOrder;
import io.cmc.cli.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "restore", description = "Bring all participants back to the source by their databases; without them if nobody began to move.")
final class RestoreVerb extends OrderVerb.Reasoned {

  @Mixin private MigrationName migration;

  @Mixin private TypedName typed;

  @Override ExitCode run(Desk desk) {
    var order = ConfirmedOrder.newBuilder().setContext(context()).setMigration(migration.name).setConfirm(typed.confirm).build();
    return give(desk, orders -> orders.restoreFromBackup(order));
  }
}
