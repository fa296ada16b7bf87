// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import io.cmc.proof.BackupProof;
import io.cmc.proof.ContractDigest;
import io.cmc.proof.DrainProof;
import io.cmc.proof.SavedSettings;

/** How far a participant is; each position holds exactly the proofs that only it can have. */
public sealed interface Position {

  record Enrolled() implements Position {}

  /** A position from which the settings of before are known. */
  sealed interface Known extends Position {
    SavedSettings settings();
  }

  /** A position from which the backup leads back: no traffic was let in since. */
  sealed interface BackedUpBefore extends Known {
    ContractDigest before();

    BackupProof backup();
  }

  record Saved(SavedSettings settings) implements Known {}

  record Quiesced(SavedSettings settings) implements Known {}

  record Drained(SavedSettings settings, DrainProof proof) implements Known {}

  record Counted(SavedSettings settings, DrainProof proof, ContractDigest before) implements Known {}

  record Disconnected(SavedSettings settings, DrainProof proof, ContractDigest before) implements Known {}

  record BackedUp(SavedSettings settings, DrainProof proof, ContractDigest before, BackupProof backup) implements BackedUpBefore {}

  record Moved(SavedSettings settings, ContractDigest before, BackupProof backup) implements BackedUpBefore {}

  record Reconnected(SavedSettings settings, ContractDigest before, BackupProof backup) implements BackedUpBefore {}

  record Compared(SavedSettings settings, ContractDigest before, BackupProof backup) implements BackedUpBefore {}

  record Eased(SavedSettings settings, ContractDigest before, BackupProof backup) implements BackedUpBefore {}

  record Verified(SavedSettings settings, ContractDigest before, BackupProof backup) implements BackedUpBefore {}

  record Reopened(SavedSettings settings) implements Known {}

  /** Open on the target, connecting as it did before. */
  record Home(SavedSettings settings) implements Known {}

  /** Not running, to be restored. */
  record Stopped(SavedSettings settings, ContractDigest before, BackupProof backup) implements Known {}

  /** Its database is what the backup was; not running yet. */
  record Restored(SavedSettings settings, ContractDigest before) implements Known {}

  /** Running on the restored database. */
  record Started(SavedSettings settings, ContractDigest before) implements Known {}

  /** On the source again, by its restored database. */
  record Recovered(SavedSettings settings, ContractDigest before) implements Known {}

  record Rejoined(SavedSettings settings) implements Known {}

  /** Was back on the source, and is not as it was left there; not open yet. */
  record Away(SavedSettings settings) implements Known {}

  /** Back on the source with the limits of before. */
  record Returned(SavedSettings settings) implements Known {}
}
