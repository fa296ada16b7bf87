// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.controller.step.Answering.Silent;
import io.cmc.journey.Assignment;
import io.cmc.plan.BackupStrategy;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;

/**
 * The database of a stopped participant becomes what its proved backup holds: that very one, and never while anybody is in it. The
 * backup stays, so it can be done again.
 */
final class RestoreDatabase implements Step<Assignment.RestoreDatabase> {

  private final Nodes nodes;
  private final Vault vault;

  RestoreDatabase(Nodes nodes, Vault vault) {
    this.nodes = nodes;
    this.vault = vault;
  }

  @Override public Class<Assignment.RestoreDatabase> assignment() {
    return Assignment.RestoreDatabase.class;
  }

  @Override public Sight look(Work<Assignment.RestoreDatabase> work) {
    if (byOthers(work)) return waitsForSomebody(work);
    var backup = Vault.Backup.of(work);
    var unlike = vault.unlike(work.assignment().backup(), backup);
    if (unlike.isPresent()) return new Sight.Blocked(unlike.get());
    if (vault.restored(backup)) return new Sight.Done(new Report.DatabaseRestored(work.request(), work.now()));
    if (answers(work)) return runs(work, "an answer at " + work.participant().admin().address());
    var sessions = vault.sessions(backup.plan(), backup.strategy(), backup.database());
    if (!sessions.isEmpty()) return runs(work, "in its database: " + String.join(", ", sessions));
    return new Sight.NotYet("the database of " + work.node() + " is not what the backup " + backup.name() + " holds");
  }

  @Override public Sight lookAgain(Work<Assignment.RestoreDatabase> work) {
    if (!byOthers(work) && !vault.restored(Vault.Backup.of(work))) {
      return new Sight.NotYet("the database of " + work.node() + " is not the restored one any more");
    }
    var found = byOthers(work) ? "restored by somebody else" : "restored from " + work.assignment().backup().location();
    return new Sight.Done(new Report.ParticipantLookedAt(work.request(), true, found, work.now()));
  }

  @Override public void act(Work<Assignment.RestoreDatabase> work) {
    vault.restore(Vault.Backup.of(work));
  }

  @Override public String intent(Work<Assignment.RestoreDatabase> work) {
    return "replace the database of " + work.node() + " by what the backup " + work.assignment().backup().location() + " holds";
  }

  private boolean answers(Work<Assignment.RestoreDatabase> work) {
    return !(Answering.to(() -> nodes.participant(work.participant()).facts()) instanceof Silent);
  }

  private static Sight runs(Work<Assignment.RestoreDatabase> work, String found) {
    return new Sight.Blocked(Problem.of(ProblemCode.NODE_STILL_RUNS, work.node() + " to be stopped", found));
  }

  private static Sight waitsForSomebody(Work<Assignment.RestoreDatabase> work) {
    var why = "somebody to restore the database of " + work.node() + " from " + work.assignment().backup().location()
        + " and to confirm BACKUP_RESTORED";
    return new Sight.Wait(why, Duration.ofHours(1), work.notes());
  }

  private static boolean byOthers(Work<Assignment.RestoreDatabase> work) {
    return work.participant().backup() == BackupStrategy.CONFIRM;
  }
}
