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

  record Saved(SavedSettings settings) implements Known {}

  record Quiesced(SavedSettings settings) implements Known {}

  record Drained(SavedSettings settings, DrainProof proof) implements Known {}

  record Counted(SavedSettings settings, DrainProof proof, ContractDigest before) implements Known {}

  record Disconnected(SavedSettings settings, DrainProof proof, ContractDigest before) implements Known {}

  record BackedUp(SavedSettings settings, DrainProof proof, ContractDigest before, BackupProof backup) implements Known {}

  record Moved(SavedSettings settings, ContractDigest before, BackupProof backup) implements Known {}

  record Reconnected(SavedSettings settings, ContractDigest before, BackupProof backup) implements Known {}

  record Compared(SavedSettings settings, ContractDigest before, BackupProof backup) implements Known {}

  record Eased(SavedSettings settings) implements Known {}

  record Verified(SavedSettings settings) implements Known {}

  record Reopened(SavedSettings settings) implements Known {}

  /** Open on the target, connecting as it did before. */
  record Home(SavedSettings settings) implements Known {}

  record Rejoined(SavedSettings settings) implements Known {}

  /** Back on the source with the limits of before. */
  record Returned(SavedSettings settings) implements Known {}
}
