// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.controller.activity.Activity;
import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.migration.MigrationState.*;
import io.cmc.controller.migration.Standing.*;
import java.util.Locale;

/** Where a migration is, in words for people. */
final class Words {

  private Words() {}

  static String of(MigrationState state) {
    return switch (state) {
      case Unplanned u -> "no such migration";
      case Planned p -> "a planned migration that is not started";
      case Completed c -> "a completed migration";
      case Aborted a -> "an aborted migration";
      case Restored r -> "a migration that was taken back by the databases";
      case Underway u when u.notes().stops().panicked() -> "a migration under a panic stop, " + of(u.standing());
      case Underway u when u.notes().stops().reconciling().isPresent() -> "a migration being compared with its nodes, " + of(u.standing());
      case Underway u when u.mode() == Mode.RESTORE -> "a restore under way, " + of(u.standing());
      case Underway u when u.mode() == Mode.BACK -> "an abort under way, " + of(u.standing());
      case Underway u when u.held() -> "a held migration, " + of(u.standing());
      case Underway u when u.mode() == Mode.CHECK -> "a preflight under way";
      case Underway u -> "a migration " + of(u.standing());
    };
  }

  private static String of(Standing standing) {
    return switch (standing) {
      case Between b -> "between two stages";
      case AtGate g -> "at the gate before " + g.gate();
      case Soaking s -> "soaking until " + s.until();
      case Going g -> "in stage " + g.stage() + ", " + g.pending().size() + " participants on the way";
      case Looking l -> "at the barrier after " + l.stage();
      case OnDomains d -> "in stage " + d.stage() + " (" + of(d.activity()) + ")";
    };
  }

  private static String of(Activity activity) {
    return switch (activity) {
      case Activity.Idle i -> "idle";
      case Doing d -> d.assignment().step() + " " + d.mode().name().toLowerCase(Locale.ROOT);
    };
  }
}
