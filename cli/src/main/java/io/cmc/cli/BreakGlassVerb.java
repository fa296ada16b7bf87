// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ApprovalGate;
import io.cmc.api.v1.BreakGlassRequest;
import io.cmc.cli.problem.ExitCode;
import com.google.protobuf.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "break-glass", description = "In an emergency, let one approval do at a gate for a while. Opens an incident that somebody else must acknowledge.")
final class BreakGlassVerb extends OrderVerb.Reasoned {

  @Mixin private MigrationName migration;

  @Option(names = "--gate", required = true, paramLabel = "GATE", converter = ContractWord.Gates.class,
      completionCandidates = ContractWord.Gates.class, description = "The gate: ${COMPLETION-CANDIDATES}.")
  private ApprovalGate gate;

  @Option(names = "--for", paramLabel = "DURATION", converter = DurationWord.class, description = "How long; absent: as long as the plan allows.")
  private Duration lasts;

  @Mixin private TypedName typed;

  @Override ExitCode run(Desk desk) {
    var order = BreakGlassRequest.newBuilder().setContext(context()).setMigration(migration.name).setGate(gate).setConfirm(typed.confirm);
    if (lasts != null) order.setLasts(lasts);
    return give(desk, orders -> orders.breakGlass(order.build()));
  }
}
