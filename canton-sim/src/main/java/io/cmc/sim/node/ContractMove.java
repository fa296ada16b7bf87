// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import io.cmc.sim.fault.Phase;
import io.cmc.sim.journal.CallRecord;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Moves all contracts of a participant from one domain to another: committed in batches, or all at once on releases that cannot. */
final class ContractMove {

  private final ParticipantProcess process;
  private final Consumer<Phase> reached;

  ContractMove(ParticipantProcess process, Consumer<Phase> reached) {
    this.process = process;
    this.reached = reached;
  }

  void move(String source, String target) {
    // what was unfinished on the source is lost here without a word; that is how a forced migration forks the ledger
    var lost = process.requests().dropDirty(source);
    if (lost > 0) CallRecord.effect("dropped " + lost + " unfinished requests");
    var batches = process.kind().release().has(Release.Feature.BATCH_COMMITS);
    var moved = batches ? inBatches(source, target) : atOnce(source, target);
    if (moved > 0) CallRecord.effect("moved " + moved + " contracts");
    reached.accept(Phase.M5_CONTRACTS_MOVED);
  }

  private int inBatches(String source, String target) {
    var moved = 0;
    for (var batch = next(source); !batch.isEmpty(); batch = next(source)) {
      takeTimeFor(batch.size());
      moved += process.contracts().move(batch, target);
      reached.accept(Phase.M5_BATCH_MOVED);
    }
    return moved;
  }

  private int atOnce(String source, String target) {
    var all = process.contracts().on(source, Integer.MAX_VALUE);
    checkHosted(all);
    takeTimeFor(all.size());
    return process.contracts().move(all, target);
  }

  private List<Contract> next(String source) {
    var batch = process.contracts().on(source, process.world().timing().batch());
    checkHosted(batch);
    return batch;
  }

  private void checkHosted(List<Contract> contracts) {
    for (var c : contracts) {
      if (process.hostsAny(c.stakeholders())) continue;
      process.errors().log("Not allowed to move contract " + c.id() + " without at least one stakeholder of this participant");
      throw new CantonFailure(ErrorCode.BROKEN_DOMAIN_MIGRATION, "Migrating the ACS to the new domain failed unexpectedly!");
    }
  }

  private void takeTimeFor(int contracts) {
    process.sleep(Duration.ofMillis(1000L * contracts / process.world().timing().contractsPerSecond()));
  }
}
