// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.Phase;
import io.cmc.api.v1.ReleaseGateRequest;
import io.cmc.cli.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "release", description = "Let the migration go on past the gate before a phase.")
final class ReleaseVerb extends OrderVerb.Reasoned {

  @Mixin private MigrationName migration;

  @Option(names = "--gate", required = true, paramLabel = "PHASE", converter = ContractWord.Phases.class,
      completionCandidates = ContractWord.Phases.class, description = "The phase that the gate stands before: ${COMPLETION-CANDIDATES}.")
  private Phase gate;

  @Override ExitCode run(Desk desk) {
    var order = ReleaseGateRequest.newBuilder().setContext(context()).setMigration(migration.name).setGate(gate).build();
    return give(desk, orders -> orders.releaseGate(order));
  }
}
