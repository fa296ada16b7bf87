// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.cmc.deploy.ServiceSettings;
import io.cmc.deploy.system.QuietLog;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens of a real issuer, and what somebody might bring in their place, at the entrance. */
class IssuedTokensTest {

  @RegisterExtension static final QuietLog LOG = QuietLog.except("The keys of the issuer .* cannot be read");

  @TempDir private static Path folder;
  private static RealIssuer issuer;
  private static String good;

  /** Of the entrance alone; what is asked of the issuer waits for nobody's clock. */
  private final AtomicLong nanos = new AtomicLong();
  private Gatehouse gatehouse;

  @BeforeAll static void start() {
    issuer = RealIssuer.start(folder);
    good = issuer.serviceToken();
  }

  @AfterAll static void stop() {
    issuer.close();
  }

  @BeforeEach void open() {
    gatehouse = gatehouse("cmc", Map.of());
  }

  private Gatehouse gatehouse(String audience, Map<String, List<String>> groups) {
    var acceptance = Acceptance.of(new ServiceSettings.Access(issuer.url(), audience, "cmc_roles", "groups", groups, List.of("RS256", "ES256"), Duration.ofSeconds(30), false));
    return new Gatehouse(new IssuedTokens(acceptance, new IssuerKeys(acceptance.issuer(), nanos::get)));
  }

  @AfterEach void close() {
    gatehouse.close();
  }

  @Test void a_service_is_known_by_its_token_at_its_issuer_and_has_the_roles_of_its_claim() {
    var who = gatehouse.bring(good);

    assertThat(who.getSubject()).isEqualTo("robot@" + issuer.url());
    assertThat(who.getAuthentication()).isEqualTo("oidc");
    assertThat(who.getRolesList()).extracting(role -> role.getRole() + ":" + role.getTeam()).containsExactly("auditor:");
  }

  @Test void the_user_that_the_client_names_changes_nothing() {
    assertThat(gatehouse.bring(good).getName()).isNotEqualTo("olga");
  }

  // what must not be let in

  private interface Forgery {
    String token() throws JOSEException, ParseException;
  }

  static Stream<Arguments> forgeries() throws ParseException, JOSEException {
    var claims = SignedJWT.parse(good).getJWTClaimsSet();
    var stranger = new RSAKeyGenerator(2048).keyID(issuer.key().getKeyID()).generate();
    return Stream.of(
        forgery("for another audience", "TOKEN_NOT_ACCEPTED", () -> signed(changed(claims, c -> c.audience("another-service")))),
        forgery("for no audience", "TOKEN_NOT_ACCEPTED", () -> signed(changed(claims, c -> c.audience((String) null)))),
        forgery("of another issuer", "TOKEN_NOT_ACCEPTED", () -> signed(changed(claims, c -> c.issuer("https://login.example")))),
        forgery("of the issuer with a slash more", "TOKEN_NOT_ACCEPTED", () -> signed(changed(claims, c -> c.issuer(issuer.url() + "/")))),
        forgery("of no issuer", "TOKEN_NOT_ACCEPTED", () -> signed(changed(claims, c -> c.issuer(null)))),
        forgery("expired", "TOKEN_EXPIRED", () -> signed(changed(claims, c -> c.expirationTime(in(-90))))),
        forgery("for ever", "TOKEN_NOT_ACCEPTED", () -> signed(changed(claims, c -> c.expirationTime(null)))),
        forgery("not valid yet", "TOKEN_NOT_ACCEPTED", () -> signed(changed(claims, c -> c.notBeforeTime(in(90))))),
        forgery("of no subject", "TOKEN_NOT_ACCEPTED", () -> signed(changed(claims, c -> c.subject(null)))),
        forgery("of an empty subject", "TOKEN_NOT_ACCEPTED", () -> signed(changed(claims, c -> c.subject(" ")))),
        forgery("of a subject that writes into logs", "TOKEN_NOT_ACCEPTED", () -> signed(changed(claims, c -> c.subject("a\nb")))),
        forgery("not signed, alg none", "TOKEN_NOT_ACCEPTED", () -> new PlainJWT(claims).serialize()),
        forgery("alg none with the signature left", "TOKEN_NOT_ACCEPTED", () -> new PlainJWT(claims).serialize() + good.substring(good.lastIndexOf('.') + 1)),
        forgery("HS256 with the public key as the secret", "TOKEN_NOT_ACCEPTED", () -> mac(claims, issuer.key().toPublicKey().getEncoded())),
        forgery("HS256 with the published key's text as the secret", "TOKEN_NOT_ACCEPTED",
            () -> mac(claims, issuer.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))),
        forgery("an algorithm that is not allowed, with the right key", "TOKEN_NOT_ACCEPTED", () -> signed(claims, issuer.key(), JWSAlgorithm.RS512)),
        forgery("another key with the same id", "TOKEN_NOT_ACCEPTED", () -> signed(claims, stranger, JWSAlgorithm.RS256)),
        forgery("an unknown key id", "TOKEN_NOT_ACCEPTED", () -> signed(claims, new RSAKeyGenerator(2048).keyID("nobody").generate(), JWSAlgorithm.RS256)),
        forgery("a key that the token itself brings", "TOKEN_NOT_ACCEPTED", () -> bringsItsKey(claims)),
        forgery("more roles written into it", "TOKEN_NOT_ACCEPTED", () -> tampered(good)),
        forgery("without its signature", "TOKEN_NOT_ACCEPTED", () -> good.substring(0, good.lastIndexOf('.') + 1)),
        forgery("of another kind", "TOKEN_NOT_ACCEPTED", () -> typed(claims, "logout+jwt")),
        forgery("no token at all", "TOKEN_NOT_ACCEPTED", () -> "a.b.c"),
        forgery("the local administrator's kind of token", "TOKEN_NOT_ACCEPTED", () -> "cmc_admin_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
  }

  private static Arguments forgery(String what, String code, Forgery forgery) {
    return Arguments.of(what, code, forgery);
  }

  @ParameterizedTest(name = "{0}: {1}") @MethodSource("forgeries")
  void what_is_not_the_issuers_token_for_us_and_for_now_is_not_let_in(String what, String code, Forgery forgery) throws Exception {
    assertThat(gatehouse.bring(good).getSubject()).as("with the right token the same call is let in").startsWith("robot@");
    nanos.addAndGet(IssuerKeys.BETWEEN.toNanos());
    var token = forgery.token();

    var refusal = catchThrowableOfType(StatusRuntimeException.class, () -> gatehouse.bring(token));

    assertThat(refusal).as("a token that is %s was accepted", what).isNotNull();
    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(Gatehouse.problem(refusal).getCode()).isEqualTo(code);
    for (var part : token.split("\\.")) {
      if (part.length() > 3) assertThat(Gatehouse.problem(refusal) + refusal.getMessage()).doesNotContain(part);
    }
  }

  @Test void clocks_may_differ_a_little() throws Exception {
    var claims = SignedJWT.parse(good).getJWTClaimsSet();

    assertThat(gatehouse.bring(signed(changed(claims, c -> c.expirationTime(in(-10))))).getSubject()).isNotEmpty();
    assertThat(gatehouse.bring(signed(changed(claims, c -> c.notBeforeTime(in(10))))).getSubject()).isNotEmpty();
  }

  // keys that change, and an issuer that is away

  @Test void a_new_key_is_fetched_when_a_token_names_it_and_the_old_one_is_good_as_long_as_it_is_published() {
    gatehouse.bring(good);
    issuer.rotate();
    var next = issuer.serviceToken();

    nanos.addAndGet(IssuerKeys.BETWEEN.toNanos());

    assertThat(gatehouse.bring(next).getSubject()).startsWith("robot@");
    assertThat(gatehouse.bring(good).getSubject()).startsWith("robot@");
  }

  @Test void tokens_with_unknown_keys_do_not_make_the_service_ask_again_and_again_and_keep_nobody_out() throws Exception {
    gatehouse.bring(good);
    var strange = signed(SignedJWT.parse(good).getJWTClaimsSet(), new RSAKeyGenerator(2048).keyID("nobody").generate(), JWSAlgorithm.RS256);
    issuer.rotate();

    for (int i = 0; i < 3; i++) {
      assertThat(problemOf(strange)).isEqualTo("TOKEN_NOT_ACCEPTED");
      assertThat(gatehouse.bring(good).getSubject()).startsWith("robot@");
    }
    assertThat(problemOf(issuer.serviceToken())).as("not asked before its time").isEqualTo("TOKEN_NOT_ACCEPTED");
  }

  @Test void while_the_issuer_is_away_known_keys_are_good_and_others_are_told_why() throws Exception {
    gatehouse.bring(good);
    var unknown = signed(SignedJWT.parse(good).getJWTClaimsSet(), new RSAKeyGenerator(2048).keyID("nobody").generate(), JWSAlgorithm.RS256);
    issuer.goAway();
    try {
      nanos.addAndGet(IssuerKeys.BETWEEN.toNanos());

      assertThat(problemOf(unknown)).isEqualTo("ISSUER_UNREACHABLE");
      assertThat(problemOf(unknown)).as("and is told the same while it is not asked again").isEqualTo("ISSUER_UNREACHABLE");
      assertThat(gatehouse.bring(good).getSubject()).startsWith("robot@");
      try (var later = gatehouse("cmc", Map.of())) {
        assertThat(catchThrowableOfType(StatusRuntimeException.class, () -> later.bring(good)).getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
      }
    } finally {
      issuer.listen();
    }
    nanos.addAndGet(IssuerKeys.BETWEEN.toNanos());
    assertThat(problemOf(unknown)).isEqualTo("TOKEN_NOT_ACCEPTED");
  }

  private String problemOf(String token) {
    return Gatehouse.problem(catchThrowableOfType(StatusRuntimeException.class, () -> gatehouse.bring(token))).getCode();
  }

  // what somebody signs

  private static Date in(int seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  private static JWTClaimsSet changed(JWTClaimsSet claims, UnaryOperator<JWTClaimsSet.Builder> change) {
    return change.apply(new JWTClaimsSet.Builder(claims)).build();
  }

  private static String signed(JWTClaimsSet claims) throws JOSEException {
    return signed(claims, issuer.key(), JWSAlgorithm.RS256);
  }

  private static String signed(JWTClaimsSet claims, RSAKey key, JWSAlgorithm algorithm) throws JOSEException {
    return signed(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims, key);
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, RSAKey key) throws JOSEException {
    var token = new SignedJWT(header, claims);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  private static String typed(JWTClaimsSet claims, String type) throws JOSEException {
    return signed(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(issuer.key().getKeyID()).type(new JOSEObjectType(type)).build(), claims, issuer.key());
  }

  private static String bringsItsKey(JWTClaimsSet claims) throws JOSEException {
    var own = new RSAKeyGenerator(2048).keyID("own").generate();
    return signed(new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(own.toPublicJWK()).keyID("own").build(), claims, own);
  }

  private static String mac(JWTClaimsSet claims, byte[] secret) throws JOSEException {
    var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(issuer.key().getKeyID()).build(), claims);
    token.sign(new MACSigner(secret));
    return token.serialize();
  }

  private static String tampered(String token) {
    var parts = token.split("\\.");
    var more = new Base64URL(parts[1]).decodeToString().replace("\"auditor\"", "\"admin\"");
    return parts[0] + "." + Base64URL.encode(more) + "." + parts[2];
  }
}
