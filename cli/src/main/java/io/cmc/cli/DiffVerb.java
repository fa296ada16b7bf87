// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.CompareRunsRequest;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.RunsText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "diff", description = "Two migrations side by side, such as a rehearsal and the real one: how long each phase and step took, by work and"
    + " by waiting for people, and what came of it.")
final class DiffVerb extends Verb {

  @Parameters(index = "0", paramLabel = "RUN1", description = "Name of a migration.")
  private String first;

  @Parameters(index = "1", paramLabel = "RUN2", description = "Name of the other.")
  private String second;

  @Option(names = "--details", description = "Every step of every participant; absent: where the outcome is another, and the largest differences.")
  private boolean details;

  @Override ExitCode run(Desk desk) {
    var request = CompareRunsRequest.newBuilder().setFirst(first).setSecond(second).build();
    var comparison = desk.service().ask(() -> desk.service().queries(desk.patienceForHistory()).compareRuns(request));
    desk.answer(comparison, () -> {
      var text = new RunsText(desk.screen().clock(), desk.palette());
      return desk.isQuiet() ? text.line(comparison) : text.render(comparison, details);
    });
    return ExitCode.OK;
  }
}
