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
import io.cmc.event.MigrationEvent.SourceRetired;
import io.cmc.journey.Assignment;
import io.cmc.journey.Confirmation;
import io.cmc.plan.BackupStrategy;
import io.cmc.proof.BackupProof;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;

/** What people say that was done outside. That the source is stopped is looked at as well, where the plan says where. */
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
    all.add(new ExternallyConfirmed(c.migration(), c.what(), c.reference(), at));
    if (c.what() == Confirmation.SOURCE_STOPPED && nobodyToAsk(u, s)) all.add(new SourceRetired(c.migration(), word(c), at));
    return accept(all.on());
  }

  /** The participants were looked at before anybody was waited for; without an admin API in the plan there is nobody else to look at. */
  private static boolean nobodyToAsk(Underway u, Doing doing) {
    return u.plan().source().admin().isEmpty() && doing.mode() == Doing.Mode.WAITING;
  }

  private static String word(ConfirmExternally c) {
    return c.by().actor().subject() + " says so (" + c.reference() + "); the plan names no admin API to look at";
  }

  private static boolean waitsFor(Underway u, Doing doing, Confirmation what) {
    return switch (what) {
      case INGRESS_CLOSED -> doing.assignment() instanceof Assignment.ConfirmClosed;
      case INGRESS_OPEN -> doing.assignment() instanceof Assignment.ConfirmOpen;
      case BACKUP_TAKEN -> doing.assignment() instanceof Assignment.BackUpSource && u.plan().source().backup() == BackupStrategy.CONFIRM;
      case SOURCE_STOPPED -> doing.assignment() instanceof Assignment.RetireSource;
      case BACKUP_RESTORED, PARTICIPANT_STOPPED -> false;
    };
  }
}
