// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import java.time.Duration;
import java.util.List;

/** What the process of a migration remembers: whom it speaks to, no facts. */
public record Memory(MigrationId migration, List<NodeName> participants, Duration phaseLimit) {

  public Memory {
    participants = List.copyOf(participants);
  }

  Memory without(NodeName gone) {
    return new Memory(migration, participants.stream().filter(p -> !p.equals(gone)).toList(), phaseLimit);
  }

  Memory limited(Duration phase) {
    return new Memory(migration, participants, phase);
  }
}
