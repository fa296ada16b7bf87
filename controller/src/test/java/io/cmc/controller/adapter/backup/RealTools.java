// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.backup;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** The client tools of this machine, where it has some that fit the server of the tests, and scripts that pass for tools. */
final class RealTools {

  private RealTools() {}

  static void mustBeThere() {
    assumeTrue(version().contains("(PostgreSQL) 15"), "no pg_dump of version 15 on the PATH, so dumps are not tried here");
  }

  private static String version() {
    try {
      return ToolRunner.childProcesses().run(List.of("pg_dump", "--version"), Map.of("PATH", System.getenv("PATH"))).out();
    } catch (IOException | InterruptedException e) {
      return "";
    }
  }

  /** A script that answers {@code --version} with the version and does the rest of its body otherwise. */
  static void script(Path folder, String tool, String version, String body) throws IOException {
    var file = folder.resolve(tool);
    Files.writeString(file, "#!/bin/sh\nif [ \"$1\" = --version ]; then echo '" + tool + " (PostgreSQL) " + version
        + "'; exit 0; fi\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
