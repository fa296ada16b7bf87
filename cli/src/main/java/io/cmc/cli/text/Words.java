// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.WayBack;
import io.cmc.cli.text.Palette.Tone;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The words for what the contract says in constants; the same everywhere. */
public final class Words {

  /** From the beginning to the end; the way home at last. */
  static final List<String> POSITIONS = List.of("PLANNED", "ENROLLED", "SAVED", "QUIESCED", "DRAINED", "COUNTED", "DISCONNECTED", "BACKED_UP", "MOVED",
      "RECONNECTED", "COMPARED", "EASED", "VERIFIED", "REOPENED", "HOME", "STOPPED", "RESTORED", "STARTED", "RECOVERED", "AWAY", "REJOINED", "RETURNED");

  private static final Map<String, String> UNDER_WAY = Map.ofEntries(
      Map.entry("CHECK_DOMAINS", "being checked"), Map.entry("CHECK_PARTICIPANT", "being checked"),
      Map.entry("SAVE_SETTINGS", "quiescing"), Map.entry("LOWER_LIMITS", "quiescing"), Map.entry("SEE_CLOSED", "quiescing"),
      Map.entry("SAVE_RATES", "quiescing"), Map.entry("LOWER_RATES", "quiescing"), Map.entry("CONFIRM_CLOSED", "quiescing"),
      Map.entry("DRAIN", "draining"), Map.entry("LIST_CONTRACTS", "counting"), Map.entry("LEAVE_SOURCE", "disconnecting"),
      Map.entry("BACK_UP", "backing up"), Map.entry("BACK_UP_SOURCE", "backing up"), Map.entry("MOVE_CONTRACTS", "moving"),
      Map.entry("JOIN_TARGET", "reconnecting"), Map.entry("COMPARE_CONTRACTS", "comparing"), Map.entry("EASE_LIMITS", "verifying"),
      Map.entry("EASE_RATE", "verifying"), Map.entry("PING", "verifying"), Map.entry("RESTORE_LIMITS", "reopening"),
      Map.entry("CONNECT_AUTOMATICALLY", "reopening"), Map.entry("RESTORE_TARGET_RATE", "reopening"), Map.entry("CONFIRM_OPEN", "reopening"),
      Map.entry("RETIRE_SOURCE", "retiring"), Map.entry("REJOIN_SOURCE", "going back"), Map.entry("RESTORE_SOURCE_RATE", "going back"),
      Map.entry("PROVE_BACKUP", "proving its backup"), Map.entry("SEE_UNMOVED", "being looked at"), Map.entry("STOP_PARTICIPANT", "stopping"),
      Map.entry("RESTORE_DATABASE", "restoring"), Map.entry("START_PARTICIPANT", "starting"), Map.entry("LOOK_AGAIN", "looked at again"),
      Map.entry("ASK_HOOKS", "asking hooks"));

  private Words() {}

  /** backed up, for BACKED_UP. */
  static String position(String position) {
    return position.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** draining, for the step DRAIN; "in" and the step for one that has no word here. */
  static String underWay(String step) {
    return UNDER_WAY.getOrDefault(step, "in " + step);
  }

  public static String wayBack(WayBack way) {
    return switch (way) {
      case FREE -> "FREE, reconnect and restore limits";
      case RESTORE_ALL -> "RESTORE_ALL, restore the databases of all participants";
      case FORWARD_ONLY -> "none, FORWARD_ONLY";
      case WAY_BACK_UNSPECIFIED, UNRECOGNIZED -> "not known";
    };
  }

  public static boolean ended(MigrationState state) {
    return state == MigrationState.COMPLETED || state == MigrationState.ABORTED || state == MigrationState.RESTORED;
  }

  static Tone tone(MigrationState state) {
    return switch (state) {
      case COMPLETED -> Tone.GOOD;
      case PANIC_STOPPED -> Tone.BAD;
      case HELD, AT_GATE, COMPARING, ABORTING, ABORTED, RESTORING, RESTORED -> Tone.CARE;
      case PLANNED, CHECKING, RUNNING, SOAKING -> Tone.HEADING;
      case MIGRATION_STATE_UNSPECIFIED, UNRECOGNIZED -> Tone.USUAL;
    };
  }
}
