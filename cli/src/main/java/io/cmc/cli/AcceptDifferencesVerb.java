// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.MigrationOrder;
import io.cmc.cli.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "accept-differences", description = "Say that the differences which were found are known, and let the migration go on.")
final class AcceptDifferencesVerb extends OrderVerb.Reasoned {

  @Mixin private MigrationName migration;

  @Override ExitCode run(Desk desk) {
    var order = MigrationOrder.newBuilder().setContext(context()).setMigration(migration.name).build();
    return give(desk, orders -> orders.acceptDifferences(order));
  }
}
