// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

import io.cmc.id.NodeName;
import io.cmc.id.NodeUid;
import java.util.Optional;

/** One participant: where it is reached, who it must turn out to be, and how it is backed up. */
public record ParticipantPlan(NodeName name, NodeUid uid, String team, Endpoint admin, Optional<Endpoint> ledger,
    Optional<Database> database, BackupStrategy backup) {
  /** The same node at other addresses; null leaves one as it is. */
  ParticipantPlan at(Endpoint otherAdmin, Endpoint otherLedger) {
    return new ParticipantPlan(name, uid, team, otherAdmin == null ? admin : otherAdmin,
        otherLedger == null ? ledger : Optional.of(otherLedger), database, backup);
  }
}
