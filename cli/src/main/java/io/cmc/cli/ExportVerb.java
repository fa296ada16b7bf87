// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ExportHistoryRequest;
import io.cmc.api.v1.HistoryLines;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.problem.Trouble;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "export", description = "Write the sealed events with their checkpoints to a file, exactly as they are stored; cmc verify reads it.")
final class ExportVerb extends Verb {

  @ArgGroup(multiplicity = "1")
  private HistoryWord which;

  @Option(names = "--to", required = true, paramLabel = "FILE", description = "Where to; - for the standard output.")
  private String file;

  @Option(names = "--force", description = "Overwrite the file.")
  private boolean force;

  @Override ExitCode run(Desk desk) {
    new PlanFile(file, force).refuseExisting();
    try {
      var lines = desk.service().history().export(ExportHistoryRequest.newBuilder().setMigration(which.migration()).build());
      if (file.equals(PlanFile.STANDARD_OUTPUT)) {
        write(lines, desk.screen().out());
      } else {
        desk.note("%d lines in %s".formatted(toFile(lines), file));
      }
      return ExitCode.OK;
    } catch (StatusRuntimeException e) {
      throw desk.service().trouble(e);
    } catch (IOException e) {
      throw Trouble.input("FILE_NOT_WRITTEN", "a file that can be written at " + file, e.toString(), "choose another place");
    }
  }

  // whole or not at all
  private long toFile(Iterator<HistoryLines> lines) throws IOException {
    var whole = Path.of(file);
    var part = whole.resolveSibling(whole.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      long written;
      try (var out = Files.newBufferedWriter(part)) {
        written = write(lines, out);
      }
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return written;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static long write(Iterator<HistoryLines> lines, Writer out) throws IOException {
    var written = 0L;
    while (lines.hasNext()) {
      for (var line : lines.next().getLinesList()) {
        out.write(line);
        out.write('\n');
        written++;
      }
    }
    return written;
  }
}
