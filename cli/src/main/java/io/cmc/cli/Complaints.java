// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.Problem;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.problem.Trouble;
import io.cmc.cli.text.ProblemText;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Ends every failed verb the same way: a problem in one layout on the error stream, and a number. */
final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private final Root root;

  Complaints(Root root) {
    this.root = root;
  }

  @Override public int handleParseException(ParameterException e, String[] args) {
    var command = e.getCommandLine().getCommandSpec().qualifiedName();
    var synopsis = e.getCommandLine().getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
    return print(ExitCode.USAGE, Trouble.problem("USAGE", synopsis, e.getMessage(), "read `" + command + " --help`"));
  }

  @Override public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    return switch (e) {
      case Trouble trouble -> print(trouble.exit(), trouble.problem());
      case ParameterException usage -> handleParseException(usage, new String[0]);
      default -> unexpected(e);
    };
  }

  private int unexpected(Exception e) {
    e.printStackTrace(root.screen().err());
    return print(ExitCode.UNEXPECTED, Trouble.problem("INTERNAL", "no fault in cmc itself", e.toString(), "report it with the lines above"));
  }

  private int print(ExitCode exit, Problem problem) {
    root.screen().err().println(root.output == Output.TABLE ? ProblemText.render(problem) : Documents.of(root.output, problem));
    return exit.number();
  }
}
