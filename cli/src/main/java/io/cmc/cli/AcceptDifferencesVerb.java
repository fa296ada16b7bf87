// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.MigrationOrder;
import io.cmc.cli.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "accept-differences", description = "Say that the differences which were found are known, and let the migration go on.")
final class AcceptDifferencesVerb extends OrderVerb.Reasoned {

  @Mixin private MigrationName migration;

  @Option(names = "--confirm", paramLabel = "MIGRATION", defaultValue = "", description = "The name of the migration once more; needed where the plan asks for two people.")
  private String confirm;

  @Override ExitCode run(Desk desk) {
    var order = MigrationOrder.newBuilder().setContext(context()).setMigration(migration.name).setConfirm(confirm).build();
    return give(desk, orders -> orders.acceptDifferences(order));
  }
}
