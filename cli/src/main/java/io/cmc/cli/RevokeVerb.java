// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ApprovalGate;
import io.cmc.api.v1.RevokeApprovalRequest;
import io.cmc.cli.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "revoke", description = "Take an approval back while its gate is not crossed: your own, or as an administrator anybody's.")
final class RevokeVerb extends OrderVerb.Reasoned {

  @Mixin private MigrationName migration;

  @Option(names = "--gate", required = true, paramLabel = "GATE", converter = ContractWord.Gates.class,
      completionCandidates = ContractWord.Gates.class, description = "The gate: ${COMPLETION-CANDIDATES}.")
  private ApprovalGate gate;

  @Option(names = "--of", paramLabel = "ID", defaultValue = "", description = "Whose approval: the id that `cmc approvals` has in brackets; absent: yours.")
  private String subject;

  @Override ExitCode run(Desk desk) {
    var order = RevokeApprovalRequest.newBuilder().setContext(context()).setMigration(migration.name).setGate(gate).setSubject(subject).build();
    return give(desk, orders -> orders.revokeApproval(order));
  }
}
