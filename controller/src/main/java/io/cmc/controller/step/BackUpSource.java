// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.journey.Assignment;
import io.cmc.plan.BackupStrategy;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;

/** The source domain's database, after all participants': a participant's backup must not be newer than the domain's. */
final class BackUpSource implements Step<Assignment.BackUpSource> {

  private final Vault vault;

  BackUpSource(Vault vault) {
    this.vault = vault;
  }

  @Override public Class<Assignment.BackUpSource> assignment() {
    return Assignment.BackUpSource.class;
  }

  @Override public Sight look(Work<Assignment.BackUpSource> work) {
    if (byOthers(work)) return waitsForSomebody(work);
    var found = vault.find(backup(work));
    if (found.isEmpty()) return new Sight.NotYet("there is no finished backup " + name(work));
    return new Sight.Done(new Report.SourceBackedUp(work.request(), found.get(), work.now()));
  }

  @Override public Sight lookAgain(Work<Assignment.BackUpSource> work) {
    if (!byOthers(work)) return look(work);
    return new Sight.Done(new Report.ParticipantLookedAt(work.request(), true, "backed up by somebody else", work.now()));
  }

  @Override public void act(Work<Assignment.BackUpSource> work) {
    vault.take(backup(work));
  }

  @Override public String intent(Work<Assignment.BackUpSource> work) {
    return "back up the database of the source by " + work.plan().source().backup() + " as " + name(work);
  }

  private static Sight waitsForSomebody(Work<Assignment.BackUpSource> work) {
    var why = "somebody to back up the database of the source and to confirm BACKUP_TAKEN with a reference to it";
    return new Sight.Wait(why, Duration.ofHours(1), work.notes());
  }

  private static Vault.Backup backup(Work<Assignment.BackUpSource> work) {
    var source = work.plan().source();
    var database = source.database().orElseThrow(() -> new NodeTrouble(NodeTrouble.Kind.PERMANENT,
        Problem.of(ProblemCode.DATABASE_NOT_NAMED, "a database of the source in the plan", "none"), null));
    return new Vault.Backup(work.plan(), source.backup(), database, name(work));
  }

  private static boolean byOthers(Work<Assignment.BackUpSource> work) {
    return work.plan().source().backup() == BackupStrategy.CONFIRM;
  }

  private static String name(Work<Assignment.BackUpSource> work) {
    return BackupName.of(work);
  }
}
