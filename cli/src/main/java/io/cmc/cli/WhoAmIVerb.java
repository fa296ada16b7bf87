// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.GrantedRole;
import io.cmc.api.v1.WhoAmIRequest;
import io.cmc.api.v1.WhoAmIResponse;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.Plain;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(name = "whoami", description = "Who you are to the service, how it knows, and what you may do.")
final class WhoAmIVerb extends Verb {

  @Override ExitCode run(Desk desk) {
    var service = desk.service();
    var answer = service.ask(() -> service.access(desk.patience()).whoAmI(WhoAmIRequest.getDefaultInstance()));
    desk.answer(answer, () -> desk.isQuiet() ? Plain.text(answer.getSubject()) : text(answer));
    return ExitCode.OK;
  }

  private static String text(WhoAmIResponse who) {
    var roles = who.getRolesList().stream().map(WhoAmIVerb::role).collect(Collectors.joining(", "));
    return """
        subject   %s
        name      %s
        known by  %s
        roles     %s""".formatted(Plain.text(who.getSubject()), Plain.text(who.getName()), Plain.text(who.getAuthentication()),
        roles.isEmpty() ? "none" : Plain.text(roles));
  }

  private static String role(GrantedRole granted) {
    return granted.getTeam().isEmpty() ? granted.getRole() : granted.getRole() + ":" + granted.getTeam();
  }
}
