// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import io.cmc.proof.BackupProof;

/** A backup that a database can be made of. */
interface RestorableBackup {

  /** Its proof, after it was looked at again. @throws io.cmc.controller.port.NodeTrouble BACKUP_UNFIT when there is none, or it is not whole */
  BackupProof whole();

  /** Makes a new database that holds what is in it, on the server of the one that was backed up. The backup stays as it is. */
  void make(DatabaseTraits traits, String into);

  /** @throws io.cmc.controller.port.NodeTrouble BACKUP_UNFIT when not all of it came back */
  void mustBeIn(String into);
}
