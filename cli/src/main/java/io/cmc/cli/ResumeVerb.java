// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.MigrationOrder;
import io.cmc.api.v1.ParticipantOrder;
import io.cmc.cli.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "resume", description = "End a hold; with a participant, let that one go on from where it is parked.")
final class ResumeVerb extends OrderVerb.Plainly {

  @Mixin private MigrationName migration;

  @Parameters(index = "1", arity = "0..1", paramLabel = "PARTICIPANT", description = "Only this one.")
  private String participant;

  @Override ExitCode run(Desk desk) {
    if (participant == null) {
      var order = MigrationOrder.newBuilder().setContext(context()).setMigration(migration.name).build();
      return give(desk, orders -> orders.resumeMigration(order));
    }
    var order = ParticipantOrder.newBuilder().setContext(context()).setMigration(migration.name).setParticipant(participant).build();
    return give(desk, orders -> orders.resumeParticipant(order));
  }
}
