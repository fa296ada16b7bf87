// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.api.v1.BackupStrategy;
import io.cmc.api.v1.Database;
import io.cmc.api.v1.Endpoint;
import io.cmc.api.v1.Secret;
import io.cmc.api.v1.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CantonConfigTest {

  private static final Path SAMPLES = Path.of("src/test/resources/canton");
  private static final Path WORKING_FOLDER = Path.of("/srv/canton");
  private static final Map<String, String> NOTHING_SET = Map.of();

  @Test void a_consoles_remote_configuration_gives_addresses_and_names() {
    var config = read("remote.conf", NOTHING_SET);

    assertThat(config.participants().keySet()).containsExactly("participantA", "participantB");
    assertThat(config.participants().get("participantA").getAdmin()).isEqualTo(endpoint("participantA", 5008));
    assertThat(config.participants().get("participantA").getLedger()).isEqualTo(endpoint("participantA", 5007));
    assertThat(config.participants().get("participantA").hasDatabase()).isFalse();
    assertThat(config.domain("olddomain").orElseThrow().admin()).contains(endpoint("olddomain", 5002));
    assertThat(config.domain("newdomain").orElseThrow().publicUrl()).contains("http://newdomain:5003");
    assertThat(config.domain("third")).isEmpty();
  }

  @Test void includes_substitutions_and_mutual_tls_are_understood() {
    var alfa = read("secured.conf", Map.of("DB_USER", "d")).participants().get("alfa");

    assertThat(alfa.getAdmin()).isEqualTo(endpoint("alfa.example", 5006).toBuilder().clearPlaintext().setToken(env("ALFA_TOKEN"))
        .setTls(Tls.newBuilder().setTrustCollectionFile("/srv/canton/tls/ca.pem")
            .setCertificateFile("/srv/canton/tls/console.crt").setPrivateKeyFile("/srv/canton/tls/console.pem")).build());
    assertThat(alfa.getLedger().getToken()).isEqualTo(env("ALFA_TOKEN"));
    assertThat(alfa.getTeam()).isEqualTo("Payments EU");
  }

  @Test void an_optional_variable_overrides_only_when_it_is_set() {
    var unset = read("secured.conf", Map.of("DB_USER", "d"));
    var set = read("secured.conf", Map.of("DB_USER", "d", "ALFA_LEDGER_PORT", "7005"));

    assertThat(unset.participants().get("alfa").getLedger().getPort()).isEqualTo(5005);
    assertThat(set.participants().get("alfa").getLedger().getPort()).isEqualTo(7005);
  }

  @Test void defaults_are_cantons() {
    var bravo = read("secured.conf", Map.of("DB_USER", "d")).participants().get("bravo");

    assertThat(bravo.getAdmin().getHost()).isEqualTo("127.0.0.1");
    assertThat(bravo.getAdmin().getTls()).isEqualTo(Tls.newBuilder().setTrustCollectionFile("/etc/canton/ca.pem").build());
    assertThat(bravo.getLedger().hasTls()).as("switched off").isFalse();
  }

  @Test void a_secret_stays_a_reference_whether_its_variable_is_set_here_or_not() {
    var set = Map.of("DB_USER", "d", "ALFA_TOKEN", "eyJ.secret", "FLEET_TOKEN", "eyJ.fleet", "OLD_DB_PASSWORD", "hidden");

    for (var environment : List.of(set, Map.of("DB_USER", "d"))) {
      var config = read("secured.conf", environment);
      assertThat(config.participants().get("alfa").getAdmin().getToken()).isEqualTo(env("ALFA_TOKEN"));
      assertThat(config.participants().get("bravo").getAdmin().getToken()).as("through another setting").isEqualTo(env("FLEET_TOKEN"));
      assertThat(config.database("old").orElseThrow().getPassword()).isEqualTo(env("OLD_DB_PASSWORD"));
      assertThat(config.participants().toString()).doesNotContain("eyJ", "hidden");
    }
  }

  @Test void databases_are_named_by_the_operators_own_block() {
    var config = read("secured.conf", Map.of("DB_USER", "domainuser"));

    assertThat(config.participants().get("alfa").getDatabase())
        .isEqualTo(database("db1.example", 5433, "alfa", "canton").setPassword(env("ALFA_DB_PASSWORD")).build());
    assertThat(config.participants().get("bravo").getDatabase()).isEqualTo(database("db2.example", 5432, "bravo", "canton")
        .setPassword(Secret.newBuilder().setFile("/srv/canton/secrets/bravo")).build());
    assertThat(config.database("old").orElseThrow().getUser()).isEqualTo("domainuser");
  }

  @Test void databases_mean_tls_unless_they_are_here_or_asked_for_plainly(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("c.conf"), """
        canton.remote-participants { far.admin-api.port = 1, near.admin-api.port = 2, plain.admin-api.port = 3, sure.admin-api.port = 4 }
        canton-migration.databases {
          far.url = "jdbc:postgresql://db/far", near.url = "jdbc:postgresql://127.0.0.1/near"
          plain { url = "jdbc:postgresql://db/plain", plaintext = true }
          sure { url = "jdbc:postgresql://localhost/sure", tls { trust-collection-file = ca.pem } }
        }
        """);

    var participants = CantonConfig.read(List.of(file), NOTHING_SET::get, WORKING_FOLDER).participants();

    assertThat(participants.get("far").getDatabase().getPlaintext()).isFalse();
    assertThat(participants.get("near").getDatabase().getPlaintext()).isTrue();
    assertThat(participants.get("plain").getDatabase().getPlaintext()).isTrue();
    assertThat(participants.get("sure").getDatabase().getPlaintext()).isFalse();
    assertThat(participants.get("sure").getDatabase().getTls().getTrustCollectionFile()).isEqualTo("/srv/canton/ca.pem");
    assertThat(participants.get("near").getAdmin().getPlaintext()).as("on loopback").isTrue();
  }

  @Test void databases_are_found_in_the_nodes_own_configuration() {
    var config = read("full-node.conf", NOTHING_SET);

    assertThat(config.database("participantA")).contains(
        database("canton_postgres", 5432, "participanta", "canton").setPassword(env("POSTGRES_PASSWORD")).build());
    assertThat(config.database("participantB")).contains(
        database("other", 5499, "participantb", "b").setPassword(env("POSTGRES_PASSWORD")).build());
    assertThat(config.database("olddomain").map(Database::getName)).contains("olddomain");
    assertThat(config.database("unrelated")).isEmpty();
    assertThat(config.participants().get("participantA").getDatabase().getName()).isEqualTo("participanta");
  }

  @Test void a_public_api_with_transport_security_is_https_with_its_own_trust() {
    var target = read("secured.conf", Map.of("DB_USER", "d")).domain("new").orElseThrow();

    assertThat(target.publicUrl()).contains("https://new.example:443");
    assertThat(target.trustCollectionFile()).isEqualTo(Optional.of("/srv/canton/tls/public-ca.pem"));
  }

  @Test void both_domains_are_called_with_tokens_of_the_operators_own_block(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("c.conf"), """
        canton.remote-participants.alfa.admin-api.port = 1
        canton.remote-domains { old.admin-api.port = 2, new { admin-api.port = 3, public-api { address = new, port = 4 } } }
        canton-migration.tokens { old.env = OLD_TOKEN, new.file = "/run/secrets/new" }
        """);

    var plan = new PlanDraft(CantonConfig.read(List.of(file), NOTHING_SET::get, WORKING_FOLDER), "old", "new").participants(List.of()).sequencers(List.of())
        .plan(BackupStrategy.BACKUP_STRATEGY_UNSPECIFIED);

    assertThat(plan.getSource().getAdmin().getToken()).isEqualTo(env("OLD_TOKEN"));
    assertThat(plan.getTarget().getAdmin().getToken()).isEqualTo(Secret.newBuilder().setFile("/run/secrets/new").build());
    assertThat(plan.getParticipants(0).getAdmin().hasToken()).isFalse();
  }

  private static CantonConfig read(String file, Map<String, String> environment) {
    return CantonConfig.read(List.of(SAMPLES.resolve(file)), environment::get, WORKING_FOLDER);
  }

  private static Endpoint endpoint(String host, int port) {
    return Endpoint.newBuilder().setHost(host).setPort(port).setPlaintext(true).build();
  }

  private static Secret env(String name) {
    return Secret.newBuilder().setEnv(name).build();
  }

  private static Database.Builder database(String host, int port, String name, String user) {
    return Database.newBuilder().setHost(host).setPort(port).setName(name).setUser(user);
  }
}
