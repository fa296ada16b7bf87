// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ApprovalGate;
import io.cmc.api.v1.ApproveMigrationRequest;
import io.cmc.cli.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "approve", description = "Approve what lies behind a gate, for the plan of this hash. Nobody approves what they asked for.")
final class ApproveVerb extends OrderVerb.Reasoned {

  @Mixin private MigrationName migration;

  @Option(names = "--gate", required = true, paramLabel = "GATE", converter = ContractWord.Gates.class,
      completionCandidates = ContractWord.Gates.class, description = "The gate: ${COMPLETION-CANDIDATES}.")
  private ApprovalGate gate;

  @Option(names = "--plan-hash", required = true, paramLabel = "HASH", description = "Hash of the plan that you read, as `cmc plan show` and `cmc approvals` have it.")
  private String hash;

  @Option(names = "--team", paramLabel = "TEAM", defaultValue = "",
      description = "Whom you speak for, where each team is asked; absent: the only team that it can be.")
  private String team;

  @Override ExitCode run(Desk desk) {
    var order = ApproveMigrationRequest.newBuilder().setContext(context()).setMigration(migration.name).setGate(gate).setPlanHash(hash).setTeam(team).build();
    return give(desk, orders -> orders.approveMigration(order));
  }
}
