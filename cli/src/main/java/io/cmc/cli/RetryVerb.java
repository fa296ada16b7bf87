// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ParticipantOrder;
import io.cmc.cli.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "retry", description = "Try the parked step of a participant again; without one, that of the domains.")
final class RetryVerb extends OrderVerb.Plainly {

  @Mixin private MigrationName migration;

  @Parameters(index = "1", arity = "0..1", paramLabel = "PARTICIPANT", defaultValue = "", description = "The participant; absent: the domains.")
  private String participant;

  @Override ExitCode run(Desk desk) {
    var order = ParticipantOrder.newBuilder().setContext(context()).setMigration(migration.name).setParticipant(participant).build();
    return give(desk, orders -> orders.retryStep(order));
  }
}
