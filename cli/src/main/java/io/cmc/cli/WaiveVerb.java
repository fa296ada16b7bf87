// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.WaiveCheckRequest;
import io.cmc.cli.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "waive", description = "Let a blocking check no longer block, where the plan allows it.")
final class WaiveVerb extends OrderVerb.Reasoned {

  @Mixin private MigrationName migration;

  @Parameters(index = "1", paramLabel = "CHECK", description = "Name of the check, as the findings have it.")
  private String check;

  @Parameters(index = "2", arity = "0..1", paramLabel = "PARTICIPANT", defaultValue = "", description = "The participant; absent: the domains.")
  private String participant;

  @Option(names = "--confirm", paramLabel = "MIGRATION", defaultValue = "", description = "The name of the migration once more; needed where the plan asks for two people.")
  private String confirm;

  @Override ExitCode run(Desk desk) {
    var order = WaiveCheckRequest.newBuilder().setContext(context()).setMigration(migration.name).setCheck(check).setParticipant(participant).setConfirm(confirm).build();
    return give(desk, orders -> orders.waiveCheck(order));
  }
}
