// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.cli.problem.ExitCode;
import picocli.CommandLine.Command;

@Command(name = "logout", description = "Forget the login for the service at --server, and give it back to the issuer where that can be done.")
final class LogoutVerb extends Verb {

  @Override ExitCode run(Desk desk) {
    desk.note(desk.login().giveBack() ? "Logged out from " + desk.server() : "There was no login for " + desk.server());
    return ExitCode.OK;
  }
}
