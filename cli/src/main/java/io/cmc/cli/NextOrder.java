// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.cli.text.ApprovalsText;
import io.cmc.cli.text.Nodes;
import io.cmc.cli.text.Plain;
import java.util.Optional;
import java.util.stream.Stream;

/** The order that a waiting migration waits for, ready to be typed. */
final class NextOrder {

  private NextOrder() {}

  static Optional<String> of(MigrationStatus s) {
    var name = Plain.text(s.getMigration());
    var gate = s.getState() == MigrationState.AT_GATE || s.getState() == MigrationState.PLANNED ? ApprovalsText.waiting(s) : Optional.<String>empty();
    if (gate.isPresent()) {
      return Optional.of("cmc approve " + name + " --gate " + gate.get() + " --plan-hash " + Plain.text(s.getApprovals().getPlanHash())
          + " --reason ..., by somebody who did not ask for it; cmc approvals " + name + " says who is missing");
    }
    return switch (s.getState()) {
      case HELD, PANIC_STOPPED -> Optional.of("cmc resume " + name + (s.getDifferencesCount() == 0 ? ""
          : ", which compares again, or cmc accept-differences " + name + " --reason ..."));
      case AT_GATE -> Optional.of("cmc release " + name + " --gate " + s.getGate() + " --reason ...");
      case PLANNED -> Optional.of("cmc start " + name + " --hash " + Plain.text(s.getPlanHash()));
      case CHECKING, RUNNING, ABORTING, RESTORING -> parked(s).findFirst().map(node -> ("cmc retry " + name + " " + node).strip());
      case SOAKING, COMPARING, COMPLETED, ABORTED, RESTORED, MIGRATION_STATE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  /** Nothing in place of a name stands for the domains. */
  private static Stream<String> parked(MigrationStatus s) {
    return Stream.concat(s.getParticipantsList().stream().filter(p -> Nodes.needsAPerson(p.getActivity())).map(p -> Plain.text(p.getName())),
        Stream.of("").filter(_ -> Nodes.needsAPerson(s.getDomains())));
  }
}
