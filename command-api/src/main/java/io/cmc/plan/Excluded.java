// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

import java.util.List;

/** Participants that were excluded on the way; they stay on the source. */
public record Excluded(List<ParticipantPlan> participants) {
  public Excluded {
    participants = List.copyOf(participants);
  }
}
