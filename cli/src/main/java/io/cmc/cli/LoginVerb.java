// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.cli.login.KeptLogin;
import io.cmc.cli.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "login", description = {"Log in at the issuer of tokens that the service trusts, in a browser on any machine.",
    "The token is kept for the service at --server alone, readable by you only, and renewed as long as the issuer allows."})
final class LoginVerb extends Verb {

  @Option(names = "--issuer", required = true, paramLabel = "URL", description = "Address of the issuer, as the service has it in cmc.access.issuer.")
  private String issuer;

  @Option(names = "--client-id", required = true, paramLabel = "ID", description = "How the issuer knows cmc: a client without a secret that may use the device flow.")
  private String clientId;

  @Option(names = "--scope", paramLabel = "WORDS", defaultValue = "openid profile", description = "What is asked for (default: ${DEFAULT-VALUE}). Some issuers renew a token only with offline_access.")
  private String scope;

  @Option(names = "--audience", paramLabel = "NAME", defaultValue = "", description = "Asked for where the issuer needs it to make a token for the service.")
  private String audience;

  @Override ExitCode run(Desk desk) {
    var login = desk.login();
    login.make(issuer, clientId, new KeptLogin.Wanted(scope, audience), desk::prompt, Pause::of);
    desk.note("Logged in for the service at " + desk.server() + ". The token is kept in " + login.file());
    return ExitCode.OK;
  }
}
