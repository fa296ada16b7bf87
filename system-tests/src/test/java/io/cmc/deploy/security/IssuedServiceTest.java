// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole service with an issuer of tokens. */
class IssuedServiceTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except();

  @TempDir private static Path folder;
  private static RealIssuer issuer;
  private static InProcess service;
  private static Path token;

  @BeforeAll static void start() throws IOException {
    issuer = RealIssuer.start(folder);
    service = InProcess.start(folder.resolve("service"), "--cmc.access.issuer=" + issuer.url(),
        "--cmc.access.groups.[/payments/ops]=operator:payments, viewer");
    token = Files.writeString(folder.resolve("robot.token"), issuer.serviceToken());
  }

  @AfterAll static void stop() {
    service.close();
    issuer.close();
  }

  @Test void there_is_no_token_of_the_services_own_and_the_client_finds_none() {
    var said = service.console().cmc("list");

    assertThat(folder.resolve("service/keys/admin.token")).doesNotExist();
    assertThat(said.code()).isEqualTo(11);
    assertThat(said.err()).startsWith("TOKEN_MISSING").contains(issuer.url(), "cmc login");
  }

  @Test void a_token_that_an_earlier_service_left_is_worth_nothing() {
    var left = AdminToken.in(folder.resolve("earlier")).file();

    assertThat(service.console().cmc("list", "--token-file", left.toString()).err()).startsWith("TOKEN_NOT_ACCEPTED");
  }

  @Test void who_reads_with_a_token_of_the_issuer_is_in_the_log_of_reads_by_subject() {
    assertThat(service.console().must("whoami", "--token-file", token.toString()).out()).contains("robot@" + issuer.url(), "oidc", "viewer, operator:payments, auditor");
    service.console().must("list", "--token-file", token.toString());

    Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(service.store()
        .sql("select distinct p.subject || ' ' || p.realm from read_log r join person p on p.id = r.actor").query(String.class).list()).contains("robot@" + issuer.url() + " oidc"));
  }
}
