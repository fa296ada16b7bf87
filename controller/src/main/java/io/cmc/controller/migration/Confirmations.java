// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.controller.activity.Decision.accept;

import io.cmc.command.ConfirmExternally;
import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Standing.OnDomains;
import io.cmc.event.MigrationEvent;
import io.cmc.event.MigrationEvent.ExternallyConfirmed;
import io.cmc.event.MigrationEvent.SourceBackupTaken;
import io.cmc.journey.Assignment;
import io.cmc.journey.Confirmation;
import io.cmc.plan.BackupStrategy;
import io.cmc.proof.BackupProof;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;

/** What people say that was done outside. */
final class Confirmations {

  private Confirmations() {}

  static Decision<MigrationEvent> confirm(MigrationState state, ConfirmExternally c) {
    if (!(state instanceof Underway u && u.standing() instanceof OnDomains d && d.activity() instanceof Doing s && waitsFor(u, s, c.what()))) {
      return Decision.refuse(ProblemCode.NOTHING_TO_CONFIRM, "a migration that waits for " + c.what(), Words.of(state));
    }
    var at = c.by().at();
    var all = new Advance(u, at);
    if (c.what() == Confirmation.BACKUP_TAKEN) {
      var proof = new BackupProof(BackupStrategy.CONFIRM, c.reference(), 0, "", Duration.ZERO, at, 0);
      return accept(all.add(new SourceBackupTaken(c.migration(), proof, at)).on());
    }
    return accept(all.add(new ExternallyConfirmed(c.migration(), c.what(), c.reference(), at)).on());
  }

  private static boolean waitsFor(Underway u, Doing doing, Confirmation what) {
    return switch (what) {
      case INGRESS_CLOSED -> doing.assignment() instanceof Assignment.ConfirmClosed;
      case INGRESS_OPEN -> doing.assignment() instanceof Assignment.ConfirmOpen;
      case BACKUP_TAKEN -> doing.assignment() instanceof Assignment.BackUpSource && u.plan().source().backup() == BackupStrategy.CONFIRM;
      case SOURCE_STOPPED -> doing.assignment() instanceof Assignment.RetireSource;
    };
  }
}
