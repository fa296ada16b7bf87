// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static io.cmc.rejection.ProblemCode.BACKUP_FAILED;
import static io.cmc.rejection.ProblemCode.DATABASE_UNREACHABLE;
import static io.cmc.rejection.ProblemCode.RESTORE_FAILED;
import static io.cmc.rejection.ProblemCode.SPACE_SHORT;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.NodeTrouble.Kind;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;

/** What servers, tools and disks say, as trouble with a code. */
final class BackupTrouble {

  private static final int LONGEST = 1_000;

  private BackupTrouble() {}

  /** Somebody must mend something first. */
  static NodeTrouble lasting(ProblemCode code, String expected, String found) {
    return new NodeTrouble(Kind.PERMANENT, Problem.of(code, expected, found), null);
  }

  /** Another attempt may do. */
  static NodeTrouble passing(ProblemCode code, String expected, String found) {
    return new NodeTrouble(Kind.TRANSIENT, Problem.of(code, expected, found), null);
  }

  /** @param address of the database, without user and password */
  static NodeTrouble of(SQLException e, String address) {
    // whatever the driver calls it: the socket of an interrupted thread is closed under it
    if (Thread.currentThread().isInterrupted()) return interrupted("work on " + address);
    var found = words(said(e));
    return switch (Objects.requireNonNullElse(e.getSQLState(), "")) {
      case "53100" -> lasting(SPACE_SHORT, "room on the server of " + address, found);
      // 08004: no password given where one is asked for; 55000: the database takes no sessions at all
      case String s when s.startsWith("28") || s.startsWith("3D") || s.equals("08004") || s.equals("55000") ->
          lasting(DATABASE_UNREACHABLE, "to be let into " + address, found);
      case String s when s.startsWith("08") || s.startsWith("57") || s.startsWith("53") ->
          passing(DATABASE_UNREACHABLE, "an answer of " + address, found);
      // object in use, lock not available, serialisation, made by another attempt in the same moment
      case String s when s.startsWith("55") || s.startsWith("40") || s.equals("23505") || s.equals("42P04") ->
          passing(BACKUP_FAILED, "a backup of " + address, found);
      default -> lasting(BACKUP_FAILED, "a backup of " + address, found);
    };
  }

  private static String said(SQLException e) {
    var cause = e.getCause();
    return cause == null || cause.getMessage() == null ? e.getMessage() : e.getMessage() + " " + cause.getMessage();
  }

  static NodeTrouble of(IOException e, Path where) {
    var found = words(e.getClass().getSimpleName() + ": " + e.getMessage());
    if (e instanceof ClosedByInterruptException) return interrupted("work in " + where);
    if (isFullDisk(found)) return lasting(SPACE_SHORT, "room in " + where, found);
    // an earlier attempt's tool is about to end and still wrote a file
    if (e instanceof DirectoryNotEmptyException) return passing(BACKUP_FAILED, "nobody else to write in " + where, found);
    return lasting(BACKUP_FAILED, "to write and read in " + where, found);
  }

  /** The same trouble, of a restore. */
  static NodeTrouble whileRestoring(NodeTrouble trouble, String address) {
    var problem = trouble.problem();
    if (problem.code() != BACKUP_FAILED) return trouble;
    return new NodeTrouble(trouble.kind(), Problem.of(RESTORE_FAILED, "a restore of " + address, problem.found()), trouble);
  }

  static NodeTrouble interrupted(String doing) {
    Thread.currentThread().interrupt();
    return passing(BACKUP_FAILED, doing + " to end", "it was interrupted, and left nothing behind");
  }

  static boolean isFullDisk(String words) {
    return words.contains("No space left on device") || words.contains("Disk quota exceeded");
  }

  /** One line that can be shown anywhere; of long texts the end, where the reason stands. */
  static String words(String text) {
    var line = Objects.requireNonNullElse(text, "").replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= LONGEST ? line : "..." + line.substring(line.length() - LONGEST);
  }
}
