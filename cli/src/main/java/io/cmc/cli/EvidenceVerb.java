// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.cli.evidence.Papers;
import io.cmc.cli.evidence.Zip;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.problem.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "evidence", description = "Write everything that proves a migration into one zip, with a report for people; cmc verify checks it"
    + " without the service.")
final class EvidenceVerb extends Verb {

  @Parameters(index = "0", paramLabel = "MIGRATION", description = "Name of the migration.")
  private String migration;

  @Option(names = "--to", paramLabel = "FILE", description = "Where to; absent: MIGRATION-evidence.zip in this folder.")
  private String file;

  @Option(names = "--force", description = "Overwrite the file.")
  private boolean force;

  @Override ExitCode run(Desk desk) {
    var to = file == null ? migration + "-evidence.zip" : file;
    new PlanFile(to, force).refuseExisting();
    var files = Papers.of(new Gathering(desk, migration).account(Version.ours()));
    write(Path.of(to), files);
    desk.line(desk.isQuiet() || desk.output() != Output.TABLE ? to : "%d files in %s; next: cmc verify %s --trust KEY".formatted(files.size(), to, to));
    return ExitCode.OK;
  }

  // whole or not at all
  private static void write(Path whole, Map<String, byte[]> files) {
    var part = whole.resolveSibling(whole.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      try (var out = Files.newOutputStream(part)) {
        Zip.write(files, out);
      }
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Trouble.input("FILE_NOT_WRITTEN", "a file that can be written at " + whole, e.toString(), "choose another place");
    } finally {
      part.toFile().delete();
    }
  }
}
