// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import io.cmc.controller.participant.Position.*;
import io.cmc.journey.Assignment;
import io.cmc.journey.Stage;
import java.util.List;
import java.util.Optional;

/** What a participant at its position is expected to look like: the assignment whose goal must still hold; empty where nothing was ever done. */
final class Expectation {

  private Expectation() {}

  static Optional<Assignment> of(Stage stage, Position position) {
    return position instanceof Enrolled ? Optional.empty() : Optional.of(after(stage, position));
  }

  private static Assignment after(Stage stage, Position position) {
    return switch (position) {
      case Quiesced s when stage == Stage.CLOSE -> new Assignment.LowerLimits();
      case Quiesced s -> new Assignment.SeeClosed();
      case Counted s -> new Assignment.Drain();
      case Disconnected s -> new Assignment.LeaveSource(s.settings());
      case BackedUp s -> new Assignment.BackUp();
      case Moved s -> new Assignment.MoveContracts(s.backup());
      case Reconnected s -> new Assignment.JoinTarget(s.settings());
      case Stopped s -> new Assignment.StopParticipant();
      case Rejoined s -> new Assignment.RejoinSource(s.settings());
      case Verified s -> new Assignment.Ping(List.of());
      default -> throw new IllegalStateException("no barrier looks at " + position);
    };
  }
}
