// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.GrantedRole;
import io.cmc.api.v1.Problem;
import io.cmc.api.v1.WhoAmIResponse;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhoAmITest {

  private final FakeService service = FakeService.start();

  @AfterAll void stop() {
    service.close();
  }

  @Test void who_calls_is_told_with_roles_and_teams() {
    service.who = request -> WhoAmIResponse.newBuilder().setSubject("4711@https://login.example").setName("Olga\u001b[1m").setAuthentication("oidc")
        .addRoles(role("viewer", "")).addRoles(role("operator", "payments")).build();

    assertThat(Terminal.of(service).run("whoami").out()).isEqualToNormalizingNewlines("""
        subject   4711@https://login.example
        name      Olga\\u001b[1m
        known by  oidc
        roles     viewer, operator:payments
        """);
    assertThat(Terminal.of(service).run("whoami", "-q").out()).isEqualToNormalizingNewlines("4711@https://login.example\n");
    assertThat(Terminal.of(service).run("whoami", "-o", "json").out()).contains("\"team\": \"payments\"");
  }

  @Test void the_token_that_was_named_goes_with_the_call(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("token"), "a-token\n");

    Terminal.of(service).run("whoami", "--token-file", file.toString());

    assertThat(service.tokens).last().isEqualTo("Bearer a-token");
  }

  @Test void who_has_no_token_sends_none_and_is_told_what_to_do() {
    service.who = request -> { throw FakeService.refusal(Status.Code.UNAUTHENTICATED, Problem.newBuilder().setCode("TOKEN_MISSING")
        .setExpected("a token").setFound("none").setRemedy("Log in.").build()); };

    var terminal = Terminal.of(service).run("whoami");

    assertThat(terminal.exit).isEqualTo(11);
    assertThat(terminal.err()).startsWith("TOKEN_MISSING").contains("remedy    Log in.");
    assertThat(service.tokens).last().isEqualTo("null");
  }

  private static GrantedRole role(String role, String team) {
    return GrantedRole.newBuilder().setRole(role).setTeam(team).build();
  }
}
