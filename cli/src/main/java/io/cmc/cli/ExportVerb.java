// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ExportHistoryRequest;
import io.cmc.api.v1.HistoryLines;
import io.cmc.cli.problem.ExitCode;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.Writer;
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
      var lines = desk.service().history().export(ExportHistoryRequest.newBuilder().setMigration(which.migration()).setPurpose("export").build());
      var to = new WholeFile(file);
      var written = to.write(desk, out -> write(lines, out));
      if (!to.isStandardOutput()) {
        desk.note("%d lines in %s".formatted(written, file));
      }
      return ExitCode.OK;
    } catch (StatusRuntimeException e) {
      throw desk.service().trouble(e);
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
