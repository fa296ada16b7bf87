// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;
import io.cmc.plan.BackupStrategy;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;

/** The participant's database, while the participant is away from the source: what is in it is what is moved. */
final class BackUp implements Step<Assignment.BackUp> {

  private final Nodes nodes;
  private final Vault vault;
  private final Together together;

  BackUp(Nodes nodes, Vault vault, Together together) {
    this.nodes = nodes;
    this.vault = vault;
    this.together = together;
  }

  @Override public Class<Assignment.BackUp> assignment() {
    return Assignment.BackUp.class;
  }

  @Override public Sight look(Work<Assignment.BackUp> work) {
    if (connectedToSource(work)) return new Sight.Blocked(cameBack(work));
    if (byOthers(work)) return waitsForSomebody(work);
    var found = vault.find(Vault.Backup.of(work));
    if (found.isEmpty()) return missing(work);
    return new Sight.Done(new Report.ParticipantBackedUp(work.request(), found.get(), work.now()));
  }

  /** Of who is on its way to the target already, a backup would lead nowhere: it is not taken, however it came to that. */
  private Sight missing(Work<Assignment.BackUp> work) {
    var source = work.plan().source().alias();
    var connections = Connections.of(nodes.participant(work.participant()), together);
    if (connections.configured(source).isPresent()) return new Sight.NotYet("there is no finished backup " + name(work));
    return new Sight.Blocked(new Problem(ProblemCode.BARRIER_BROKEN, "the backup " + name(work) + ", or " + source + " among the configured domains",
        connections.found(), "Its contracts were moved, or are being moved. Bring the backup of before back to where it was, then retry; without it there"
            + " is no way back, and nothing to be proved: find out what was done from the events of before (docs/own-restore.md)."));
  }

  /** A backup is worth something only as long as nothing happened after it. */
  @Override public Sight lookAgain(Work<Assignment.BackUp> work) {
    if (connectedToSource(work)) return new Sight.Blocked(cameBack(work));
    var busy = Quiet.leftBehind(work, nodes.participant(work.participant()));
    if (busy.isPresent()) return new Sight.Blocked(busy.get());
    if (!byOthers(work) && vault.find(Vault.Backup.of(work)).isEmpty()) {
      return new Sight.NotYet("the backup " + name(work) + " cannot be found any more, or not be read back");
    }
    return new Sight.Done(new Report.ParticipantLookedAt(work.request(), true, "backed up, not connected to the source", work.now()));
  }

  @Override public void act(Work<Assignment.BackUp> work) {
    vault.take(Vault.Backup.of(work));
  }

  @Override public String intent(Work<Assignment.BackUp> work) {
    return "back up the database of " + work.node() + " by " + work.participant().backup() + " as " + name(work);
  }

  private static Sight waitsForSomebody(Work<Assignment.BackUp> work) {
    var why = "somebody to back up the database of " + work.node() + " and to confirm BACKUP_TAKEN with a reference to it";
    return new Sight.Wait(why, Duration.ofHours(1), work.notes());
  }

  private boolean connectedToSource(Work<Assignment.BackUp> work) {
    return Connections.of(nodes.participant(work.participant()), together).connectedTo(work.plan().source().alias());
  }

  private static Problem cameBack(Work<Assignment.BackUp> work) {
    return new Problem(ProblemCode.BARRIER_BROKEN, work.node() + " away from " + work.plan().source().alias(), "connected to it",
        "Find out who connected it, disconnect it, remove the backup " + name(work) + ", which may be older than the database, then retry.");
  }

  private static boolean byOthers(Work<Assignment.BackUp> work) {
    return work.participant().backup() == BackupStrategy.CONFIRM;
  }

  private static String name(Work<Assignment.BackUp> work) {
    return BackupName.of(work);
  }
}
