// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.MigrationOrder;
import io.cmc.cli.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "panic", description = "Stop everything now: no call that changes a node begins any more. Resume compares first.")
final class PanicVerb extends OrderVerb.Plainly {

  @Mixin private MigrationName migration;

  @Override ExitCode run(Desk desk) {
    var order = MigrationOrder.newBuilder().setContext(context()).setMigration(migration.name).build();
    return give(desk, orders -> orders.panicStop(order));
  }
}
