// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.Confirmation;
import io.cmc.api.v1.ConfirmExternallyRequest;
import io.cmc.cli.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "confirm", description = "Say that something outside the service is done.")
final class ConfirmVerb extends OrderVerb.Plainly {

  @Mixin private MigrationName migration;

  @Parameters(index = "1", paramLabel = "WHAT", converter = ContractWord.Confirmations.class,
      completionCandidates = ContractWord.Confirmations.class, description = "One of ${COMPLETION-CANDIDATES}.")
  private Confirmation what;

  @Parameters(index = "2", arity = "0..1", paramLabel = "PARTICIPANT", defaultValue = "",
      description = "The participant; absent for what concerns the whole migration or the source domain.")
  private String participant;

  @Option(names = "--reference", required = true, paramLabel = "TEXT", description = "For example a snapshot id, a change number, who did it.")
  private String reference;

  @Override ExitCode run(Desk desk) {
    var order = ConfirmExternallyRequest.newBuilder().setContext(context()).setMigration(migration.name).setParticipant(participant)
        .setWhat(what).setReference(reference).build();
    return give(desk, orders -> orders.confirmExternally(order));
  }
}
