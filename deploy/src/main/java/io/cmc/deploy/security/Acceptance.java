// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import io.cmc.access.Actor;
import io.cmc.access.Grants;
import io.cmc.deploy.ServiceSettings;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which tokens count, and whom they are of.
 *
 * @param algorithms by which they may be signed; each with a key pair, so that who can verify cannot sign
 */
record Acceptance(Issuer issuer, String audience, Set<JWSAlgorithm> algorithms, Duration clockSkew, GrantClaims grants) {

  static final String AUTHENTICATION = "oidc";

  private static final int LONGEST_SUBJECT = 255;
  private static final int LONGEST_NAME = 100;
  /** What this build verifies with the JDK alone. */
  private static final Set<JWSAlgorithm> POSSIBLE = Stream.concat(JWSAlgorithm.Family.RSA.stream(),
      Stream.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512)).collect(Collectors.toUnmodifiableSet());
  private static final List<String> NAMES = List.of("name", "preferred_username", "email", "client_id", "azp");

  /** @throws IllegalArgumentException where a setting makes no sense */
  static Acceptance of(ServiceSettings.Access said) {
    if (said.audience().isBlank()) throw new IllegalArgumentException("expected an audience as cmc.access.audience, found none");
    return new Acceptance(new Issuer(said.issuer()), said.audience(), said.algorithms().stream().map(Acceptance::algorithm).collect(Collectors.toSet()),
        said.clockSkew(), new GrantClaims(said.rolesClaim(), said.groupsClaim(), said.groups()));
  }

  private static JWSAlgorithm algorithm(String name) {
    var algorithm = JWSAlgorithm.parse(name);
    if (!POSSIBLE.contains(algorithm)) {
      throw new IllegalArgumentException("expected some of " + POSSIBLE + " as cmc.access.algorithms, found: " + name);
    }
    return algorithm;
  }

  /** @param verified what a token says that was verified */
  Actor person(JWTClaimsSet verified) throws NotAccepted {
    var sub = verified.getSubject();
    if (sub.isBlank() || sub.length() > LONGEST_SUBJECT || !sub.equals(harmless(sub))) {
      throw new NotAccepted(ProblemCode.TOKEN_NOT_ACCEPTED, "one whose subject is empty, too long or holds control characters");
    }
    return new Actor(issuer.subject(sub), name(verified), AUTHENTICATION, new Grants(grants.of(verified.getClaims())));
  }

  private static String name(JWTClaimsSet verified) {
    var name = NAMES.stream().map(verified::getClaim).filter(String.class::isInstance).map(String.class::cast).filter(said -> !said.isBlank())
        .findFirst().orElse(Objects.requireNonNull(verified.getSubject()));
    return harmless(name.substring(0, Math.min(LONGEST_NAME, name.length())));
  }

  private static String harmless(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
  }
}
