// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cmc.cli.Cmc;
import io.cmc.cli.token.OwnFolder;
import io.cmc.access.Actor;
import io.cmc.deploy.ServiceSettings;
import io.grpc.Metadata;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client's login at a real issuer, by device flow, and what it does with the token afterwards. */
class LoginTest {

  private static final Tokens NOBODY = new Tokens() {
    @Override public Actor owner(String token, Metadata headers) {
      throw new AssertionError("a token was brought");
    }

    @Override public String wanted() {
      return "nothing";
    }
  };

  @TempDir private static Path folder;
  private static RealIssuer issuer;
  private static String said;
  private static String login;
  private static Gatehouse service;

  @BeforeAll static void start() {
    issuer = RealIssuer.start(folder);
    var acceptance = Acceptance.of(new ServiceSettings.Access(issuer.url(), "cmc", "cmc_roles", "groups", Map.of("/ops", List.of("approver:payments")),
        List.of("RS256"), Duration.ofSeconds(30), false));
    service = new Gatehouse(new IssuedTokens(acceptance, new IssuerKeys(acceptance.issuer(), System::nanoTime)));
  }

  @AfterAll static void stop() {
    service.close();
    issuer.close();
  }

  /** The issuer lets nobody ask for the token more often than every five seconds; one login is enough for all. */
  @BeforeEach void logged_in() throws IOException {
    if (login == null) {
      said = login();
      login = Files.readString(kept());
    }
    Files.deleteIfExists(kept());
    Files.writeString(Files.createFile(kept(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))), login);
  }

  @Test void who_confirms_the_code_in_a_browser_is_logged_in_with_name_and_roles() throws IOException {
    assertThat(said).contains("in a browser and enter the code").contains("Logged in for the service at 127.0.0.1:" + service.port());
    assertThat(whoami()).isEqualTo("""
        subject   olga@%s
        name      Olga Operator
        known by  oidc
        roles     viewer, operator:payments, approver:payments
        """.formatted(issuer.url()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept()))).isEqualTo("rw-------");
    assertThat(said).as("no token on the screen").doesNotContain(read().path("accessToken").asText(), read().path("refreshToken").asText());
  }

  @Test void a_token_that_is_about_to_expire_is_renewed_without_a_word() throws IOException {
    var before = read();
    Files.writeString(kept(), before.deepCopy().put("expiresAt", 1).toString());

    assertThat(whoami()).contains("Olga Operator");
    assertThat(read().path("accessToken").asText()).isNotEmpty().isNotEqualTo(before.path("accessToken").asText());
    assertThat(read().path("refreshToken").asText()).as("the issuer gives a new one each time").isNotEqualTo(before.path("refreshToken").asText());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept()))).isEqualTo("rw-------");
  }

  @Test void a_login_that_cannot_be_renewed_any_more_says_so_with_its_own_exit_code() throws IOException {
    Files.writeString(kept(), read().put("expiresAt", 1).put("refreshToken", "of-long-ago").toString());
    var err = new StringWriter();

    assertThat(cmc(new StringWriter(), err, "whoami")).isEqualTo(11);
    assertThat(err.toString()).startsWith("LOGIN_EXPIRED").contains("cmc login").doesNotContain("of-long-ago");
  }

  @Test void after_a_logout_nothing_is_left_here_and_the_issuer_has_taken_it_back() throws IOException {
    login();
    var copy = read().put("expiresAt", 1);

    assertThat(cmc(new StringWriter(), new StringWriter(), "logout")).isZero();

    var err = new StringWriter();
    assertThat(kept()).doesNotExist();
    assertThat(cmc(new StringWriter(), err, "whoami")).isEqualTo(11);
    assertThat(err.toString()).startsWith("TOKEN_MISSING").contains(issuer.url(), "cmc login");
    Files.writeString(kept(), copy.toString());
    assertThat(cmc(new StringWriter(), new StringWriter(), "whoami")).as("a copy that somebody made before").isEqualTo(11);
  }

  @Test void a_login_for_one_service_is_not_sent_to_another() throws IOException {
    try (var other = new Gatehouse(NOBODY)) {
      var err = new StringWriter();
      assertThat(Cmc.run(new PrintWriter(new StringWriter()), new PrintWriter(err), "whoami", "--server", "127.0.0.1:" + other.port())).isEqualTo(11);
      assertThat(err.toString()).startsWith("TOKEN_MISSING");
    }
  }

  @Test void a_client_that_the_issuer_does_not_know_is_refused_with_its_words() {
    var err = new StringWriter();

    assertThat(cmc(new StringWriter(), err, "login", "--issuer", issuer.url(), "--client-id", "nobody")).isEqualTo(11);
    assertThat(err.toString()).contains("LOGIN_REFUSED", "invalid_client");
  }

  @Test void an_issuer_that_is_not_there_is_told() {
    var err = new StringWriter();

    assertThat(cmc(new StringWriter(), err, "login", "--issuer", "http://127.0.0.1:1", "--client-id", "x")).isEqualTo(5);
    assertThat(err.toString()).startsWith("ISSUER_UNREACHABLE").contains("http://127.0.0.1:1");
  }

  /** The person reads the screen and opens the address; @return all that was printed */
  private static String login() {
    var out = new StringWriter();
    var err = new Browser();
    var code = cmc(out, err, "login", "--issuer", issuer.url(), "--client-id", RealIssuer.CLIENT, "--scope", "profile");
    assertThat(code).as(err.toString()).isZero();
    return err + out.toString();
  }

  private static final class Browser extends StringWriter {

    private static final Pattern ADDRESS = Pattern.compile("or open (\\S+)");
    private boolean opened;

    @Override public void flush() {
      var address = ADDRESS.matcher(toString());
      if (opened || !address.find()) return;
      opened = true;
      assertThat(issuer.confirm(address.group(1))).as("what the browser shows").contains("success");
    }
  }

  private static String whoami() {
    var out = new StringWriter();
    var err = new StringWriter();
    assertThat(cmc(out, err, "whoami")).as(err.toString()).isZero();
    return out.toString();
  }

  private static int cmc(Writer out, Writer err, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--server", "127.0.0.1:" + service.port()));
    return Cmc.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
  }

  private static ObjectNode read() throws IOException {
    return (ObjectNode) new ObjectMapper().readTree(kept().toFile());
  }

  private static Path kept() {
    return OwnFolder.ofThisUser().path().resolve("logins").resolve("127.0.0.1_" + service.port() + ".json");
  }
}
