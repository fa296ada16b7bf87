// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.journey.Assignment;
import io.cmc.proof.RestoreProof;
import io.cmc.report.Report;

/**
 * Shows that the way back is one: the backup is restored into a scratch database and counted, while the participant stays as it is.
 * Nothing of it is left, and so after a restart of the service it is simply done again.
 */
final class ProveBackup implements Step<Assignment.ProveBackup> {

  private final Vault vault;
  private final Remembered<RestoreProof> proofs = new Remembered<>();

  ProveBackup(Vault vault) {
    this.vault = vault;
  }

  @Override public Class<Assignment.ProveBackup> assignment() {
    return Assignment.ProveBackup.class;
  }

  @Override public Sight look(Work<Assignment.ProveBackup> work) {
    var proof = proofs.of(work);
    if (proof.isPresent()) return new Sight.Done(new Report.BackupProved(work.request(), proof.get(), work.now()));
    var backup = Vault.Backup.of(work);
    var unlike = vault.unlike(work.assignment().backup(), backup);
    if (unlike.isPresent()) return new Sight.Blocked(unlike.get());
    var against = vault.checkRestore(backup.plan(), backup.strategy(), backup.database()).stream().filter(finding -> finding.blocks()).findFirst();
    if (against.isPresent()) return new Sight.Blocked(against.get().problem());
    return new Sight.NotYet("the backup " + backup.name() + " was not restored for proof yet");
  }

  /** The scratch database is gone; that the backup is still the one that was proved is all that can be seen of it. */
  @Override public Sight lookAgain(Work<Assignment.ProveBackup> work) {
    var unlike = vault.unlike(work.assignment().backup(), Vault.Backup.of(work));
    if (unlike.isPresent()) return new Sight.Blocked(unlike.get());
    return new Sight.Done(new Report.ParticipantLookedAt(work.request(), true, "the backup is the one that was proved", work.now()));
  }

  @Override public void act(Work<Assignment.ProveBackup> work) {
    proofs.put(work, vault.prove(Vault.Backup.of(work)));
  }

  @Override public String intent(Work<Assignment.ProveBackup> work) {
    return "restore the backup " + work.assignment().backup().location() + " of " + work.node()
        + " into a scratch database beside the original, count it and drop it again";
  }
}
