// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static io.cmc.rejection.ProblemCode.BACKUP_FAILED;
import static io.cmc.rejection.ProblemCode.DATABASE_UNREACHABLE;
import static io.cmc.rejection.ProblemCode.RESTORE_FAILED;
import static io.cmc.rejection.ProblemCode.SPACE_SHORT;

import io.cmc.controller.adapter.backup.ToolRunner.Outcome;
import io.cmc.controller.port.NodeTrouble;
import java.util.stream.Stream;

/** Why a dump or a restore failed, from the tool's own words: it has no other codes than 0 and 1. */
final class DumpFailure {

  private static final int SIGNALS = 128;

  private DumpFailure() {}

  static NodeTrouble of(Outcome outcome, String address) {
    var found = BackupTrouble.words("exit " + outcome.exit() + ": " + outcome.err());
    if (BackupTrouble.isFullDisk(outcome.err())) return BackupTrouble.lasting(SPACE_SHORT, "room for the dump of " + address, found);
    if (says(outcome, "authentication failed", "no pg_hba.conf entry", "no password supplied", "\" does not exist")) {
      return BackupTrouble.lasting(DATABASE_UNREACHABLE, "pg_dump to be let into " + address, found);
    }
    var expected = "a dump of " + address;
    return mayPass(outcome) ? BackupTrouble.passing(BACKUP_FAILED, expected, found) : BackupTrouble.lasting(BACKUP_FAILED, expected, found);
  }

  static NodeTrouble ofRestore(Outcome outcome, String address) {
    var found = BackupTrouble.words("exit " + outcome.exit() + ": " + outcome.err());
    var expected = "a restore of " + address;
    if (BackupTrouble.isFullDisk(outcome.err())) return BackupTrouble.lasting(SPACE_SHORT, "room on the server for " + expected, found);
    return mayPass(outcome) ? BackupTrouble.passing(RESTORE_FAILED, expected, found) : BackupTrouble.lasting(RESTORE_FAILED, expected, found);
  }

  private static boolean mayPass(Outcome outcome) {
    return outcome.exit() > SIGNALS || says(outcome, "connection to server", "server closed the connection", "terminating connection",
        "lost synchronization", "lock timeout", "could not obtain lock", "too many clients", "SSL SYSCALL error");
  }

  private static boolean says(Outcome outcome, String... words) {
    return Stream.of(words).anyMatch(outcome.err()::contains);
  }
}
