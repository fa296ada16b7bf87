// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.approval.Gate;
import io.cmc.controller.migration.MigrationState.Mode;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.journey.Assignment;
import io.cmc.journey.Stage;
import io.cmc.proof.SavedRates;

/** Which step a stage asks of the domains, with the facts it needs. */
final class DomainSteps {

  private DomainSteps() {}

  static Assignment first(Underway u, Stage stage) {
    return switch (stage) {
      case CHECK_DOMAINS -> new Assignment.CheckDomains(u.mode() != Mode.CHECK);
      case SAVE_RATES -> u.notes().domains().rates().<Assignment>map(Assignment.LowerRates::new).orElseGet(Assignment.SaveRates::new);
      case CONFIRM_CLOSED -> new Assignment.ConfirmClosed();
      case BACK_UP_SOURCE -> new Assignment.BackUpSource();
      case EASE_RATE -> new Assignment.EaseRate(rates(u));
      case OPEN_RATE -> u.plan().aside().isEmpty() ? new Assignment.RestoreTargetRate(rates(u)) : new Assignment.RestoreSourceRate(rates(u));
      case CONFIRM_OPEN, CONFIRM_SOURCE_OPEN -> new Assignment.ConfirmOpen();
      case HOOKS_BEFORE_START -> ask(u, Gate.START);
      case HOOKS_BEFORE_MOVE -> ask(u, Gate.PNR_1);
      case HOOKS_BEFORE_REOPEN -> ask(u, Gate.PNR_2);
      case HOOKS_BEFORE_RETIRE -> ask(u, Gate.RETIRE);
      case RETIRE -> new Assignment.RetireSource();
      case REOPEN_SOURCE_RATE -> new Assignment.RestoreSourceRate(rates(u));
      default -> throw new IllegalStateException(stage + " is not a stage of the domains");
    };
  }

  private static Assignment ask(Underway u, Gate gate) {
    return new Assignment.AskHooks(gate, u.plan().terms().hooksAt(gate));
  }

  private static SavedRates rates(Underway u) {
    return u.notes().domains().rates().orElseThrow(() -> new IllegalStateException("rates of " + u.plan().migration() + " were never saved"));
  }
}
