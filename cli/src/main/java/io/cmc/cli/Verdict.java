// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.Phase;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.Nodes;

/** What a status means for somebody who waits for the end. */
final class Verdict {

  private Verdict() {}

  static ExitCode exit(MigrationStatus status) {
    if (status.getState() == MigrationState.COMPLETED) {
      return ExitCode.OK;
    }
    if (status.getState() == MigrationState.ABORTED) {
      return ExitCode.ABORTED;
    }
    if (status.getState() == MigrationState.RESTORED) {
      return ExitCode.RESTORED;
    }
    return blockedByChecks(status) ? ExitCode.BLOCKED : needsAPerson(status) ? ExitCode.NEEDS_A_PERSON : ExitCode.OK;
  }

  /** Nothing goes on by itself: held, at a gate, panic stopped, or parked with nobody at work. */
  static boolean needsAPerson(MigrationStatus status) {
    return switch (status.getState()) {
      case HELD, AT_GATE, PANIC_STOPPED -> true;
      default -> isStuck(status);
    };
  }

  /** The checks are made again after a start; what they block on is parked. */
  private static boolean blockedByChecks(MigrationStatus status) {
    return status.getPhase() == Phase.PREFLIGHT && isStuck(status);
  }

  private static boolean isStuck(MigrationStatus status) {
    return anyParked(status) && !anyAtWork(status);
  }

  private static boolean anyParked(MigrationStatus status) {
    return Nodes.needsAPerson(status.getDomains())
        || status.getParticipantsList().stream().anyMatch(p -> Nodes.needsAPerson(p.getActivity()));
  }

  private static boolean anyAtWork(MigrationStatus status) {
    return Nodes.isAtWork(status.getDomains()) || status.getParticipantsList().stream().anyMatch(p -> Nodes.isAtWork(p.getActivity()));
  }
}
