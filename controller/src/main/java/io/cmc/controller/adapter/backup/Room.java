// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static io.cmc.rejection.ProblemCode.BACKUP_FAILED;
import static io.cmc.rejection.ProblemCode.SPACE_SHORT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a disk can still take. */
@FunctionalInterface
interface Room {

  /** @return bytes that this user may still write below an existing folder */
  long in(Path folder) throws IOException;

  static Room ofDisk() {
    return folder -> Files.getFileStore(folder).getUsableSpace();
  }

  /**
   * What a dump may need at most, from the size of the database. Indexes are not dumped, and rows are packed; but bytes that do
   * not pack are written as hex digits, of which packing leaves 1.15 times what they were (measured with random bytes).
   */
  static long neededFor(long databaseBytes) {
    return databaseBytes + databaseBytes / 4;
  }

  /** @throws io.cmc.controller.port.NodeTrouble SPACE_SHORT, or BACKUP_FAILED for a folder that cannot be written */
  default void mustSuffice(Path folder, long databaseBytes) {
    var there = nearestExisting(folder.toAbsolutePath());
    var room = DumpFolder.onDisk(there, () -> in(there));
    var needed = neededFor(databaseBytes);
    if (room < needed) throw BackupTrouble.lasting(SPACE_SHORT, needed + " bytes free in " + folder, room + " bytes");
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      throw BackupTrouble.lasting(BACKUP_FAILED, "a folder " + folder + " that the service can write", "it cannot write " + there);
    }
  }

  private static Path nearestExisting(Path folder) {
    return Files.exists(folder) || folder.getParent() == null ? folder : nearestExisting(folder.getParent());
  }
}
