// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.cli.problem.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

@Command(name = "completion", description = "Print completion for bash and zsh: source <(cmc completion)")
final class CompletionVerb extends Verb {

  @Override ExitCode run(Desk desk) {
    desk.line(AutoComplete.bash("cmc", spec.root().commandLine()));
    return ExitCode.OK;
  }
}
