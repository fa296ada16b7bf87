// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.cli.problem.Trouble;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where something long is written to; a file is there whole or not at all. */
record WholeFile(String name) {

  /** What is written, piece by piece. */
  interface Body<T> {
    T write(Writer out) throws IOException;
  }

  boolean isStandardOutput() {
    return name.equals(PlanFile.STANDARD_OUTPUT);
  }

  <T> T write(Desk desk, Body<T> body) {
    try {
      return isStandardOutput() ? body.write(desk.screen().out()) : toFile(body);
    } catch (IOException e) {
      throw Trouble.input("FILE_NOT_WRITTEN", "a file that can be written at " + name, e.toString(), "choose another place");
    }
  }

  private <T> T toFile(Body<T> body) throws IOException {
    var whole = Path.of(name);
    var part = whole.resolveSibling(whole.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      T written;
      try (var out = Files.newBufferedWriter(part)) {
        written = body.write(out);
      }
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return written;
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
