// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ParticipantOrder;
import io.cmc.cli.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "park", description = "Set a participant's waiting or failing step aside until somebody retries it.")
final class ParkVerb extends OrderVerb.Reasoned {

  @Mixin private MigrationName migration;

  @Parameters(index = "1", paramLabel = "PARTICIPANT", description = "The participant.")
  private String participant;

  @Override ExitCode run(Desk desk) {
    var order = ParticipantOrder.newBuilder().setContext(context()).setMigration(migration.name).setParticipant(participant).build();
    return give(desk, orders -> orders.parkStep(order));
  }
}
