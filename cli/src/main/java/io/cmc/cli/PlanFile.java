// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.cli.problem.Trouble;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Where a plan goes. A file appears whole or not at all, and takes no other's place unless that is asked for. */
record PlanFile(String name, boolean force) {

  static final String STANDARD_OUTPUT = "-";

  /** Before anything is asked of anybody. */
  void refuseExisting() {
    if (!name.equals(STANDARD_OUTPUT) && !force && Files.exists(Path.of(name))) {
      throw exists();
    }
  }

  void write(Desk desk, String text) {
    if (name.equals(STANDARD_OUTPUT)) {
      desk.screen().out().print(text);
      return;
    }
    try {
      if (force) {
        replace(Path.of(name), text);
      } else {
        Files.writeString(Path.of(name), text, StandardOpenOption.CREATE_NEW);
      }
    } catch (FileAlreadyExistsException e) {
      throw exists();
    } catch (IOException e) {
      throw Trouble.input("FILE_NOT_WRITTEN", "a file that can be written at " + name, e.toString(), "choose another place");
    }
  }

  private static void replace(Path file, String text) throws IOException {
    var whole = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    try {
      Files.writeString(whole, text);
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private Trouble exists() {
    return Trouble.input("FILE_EXISTS", "no file at " + name, "one that is there already", "choose another name, or overwrite it with --force");
  }
}
