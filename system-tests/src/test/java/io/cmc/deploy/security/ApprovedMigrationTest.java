// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cmc.deploy.system.Console.Said;
import io.cmc.deploy.system.InProcess;
import io.cmc.deploy.system.QuietLog;
import io.cmc.deploy.system.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A migration whose policy asks two approvers before the first contracts are moved, with people whom an issuer knows. */
class ApprovedMigrationTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except(QuietLog.CUT_SESSIONS);

  private static final String MIGRATION = "approved";

  @TempDir private static Path folder;
  private static RealIssuer issuer;
  private static Site site;
  private static InProcess service;

  @BeforeAll static void start() {
    issuer = RealIssuer.start(folder);
    site = Site.start(folder, network -> network.participants(2).seed(5));
    service = InProcess.start(folder.resolve("service"), "--cmc.access.issuer=" + issuer.url(), "--cmc.policy.pnr1.approvers=2");
  }

  @AfterAll static void stop() {
    service.close();
    site.close();
    issuer.close();
  }

  @Test void contracts_are_moved_on_the_word_of_two_others_and_of_nobody_less() throws Exception {
    var olga = person("olga", "operator", "approver");
    var ann = person("ann", "approver");
    var bob = person("bob", "approver");
    var vera = person("vera", "viewer");

    must(olga, site.planning(MIGRATION, "--keep-source"));
    must(olga, "start", site.file(MIGRATION).toString(), "--reason", "CHG-1");
    await().atMost(Duration.ofMinutes(3)).until(() -> events("BackupTaken") == 2);
    await().atMost(Duration.ofMinutes(1)).until(() -> must(olga, "status", MIGRATION).out().contains("approver"));
    var hash = new ObjectMapper().readTree(must(olga, "approvals", MIGRATION, "-o", "json").out()).findValue("planHash").asText();

    assertThat(approve(olga, hash).err()).as("who asked for it").startsWith("OWN_REQUEST");
    assertThat(approve(vera, hash).err()).as("who has no such role").startsWith("NOT_ALLOWED");
    assertThat(approve(ann, "ab".repeat(32)).code()).as("another plan than this").isNotZero();
    assertThat(approve(ann, hash).code()).isZero();
    approve(ann, hash);
    assertThat(must(olga, "approvals", MIGRATION).out()).as("who approves twice counts once").contains("1 more approver");
    assertThat(site.journal("MigrateDomain")).isEmpty();

    assertThat(approve(bob, hash).code()).isZero();

    await().atMost(Duration.ofMinutes(3)).until(() -> events("MigrationCompleted") == 1);
    assertThat(site.journal("MigrateDomain")).hasSize(2);
    assertThat(service.store().sql("select payload from domain_event_entry where payload_type = 'GateCrossed'").query(String.class).list())
        .anySatisfy(crossed -> assertThat(crossed).contains(idOf("ann"), idOf("bob")).doesNotContain("ann@", "bob@"));
    assertThat(must(vera, "audit", MIGRATION, "--kind", "ApprovalGiven").out()).contains("ann", "bob");
  }

  private static Said approve(Path who, String hash) {
    return cmc(who, "approve", MIGRATION, "--gate", "pnr-1", "--plan-hash", hash, "--reason", "read it");
  }

  private static Said must(Path who, String... words) {
    var said = cmc(who, words);
    assertThat(said.code()).as("%s: %s%s", String.join(" ", words), said.out(), said.err()).isZero();
    return said;
  }

  private static Said cmc(Path who, String... words) {
    return service.console().cmc(Stream.concat(Arrays.stream(words), Stream.of("--token-file", who.toString())).toArray(String[]::new));
  }

  private static int events(String kind) {
    return service.store().sql("select count(*) from domain_event_entry where payload_type = ?").param(kind).query(Integer.class).single();
  }

  private static String idOf(String name) {
    return service.store().sql("select id from person where subject = ?").param(name + "@" + issuer.url()).query(String.class).single();
  }

  /** A file with a token that the issuer signed for somebody with these roles. */
  private static Path person(String name, String... roles) throws JOSEException, IOException {
    var now = Instant.now();
    var claims = new JWTClaimsSet.Builder().issuer(issuer.url()).subject(name).audience("cmc").issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(1800)))
        .claim("name", name).claim("cmc_roles", List.of(roles)).build();
    var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(issuer.key().getKeyID()).build(), claims);
    token.sign(new RSASSASigner(issuer.key()));
    return Files.writeString(folder.resolve(name + ".token"), token.serialize());
  }
}
