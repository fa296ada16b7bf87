// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.security;

import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import io.cmc.deploy.ServiceSettings;
import io.cmc.deploy.StartPart;
import io.github.bucket4j.TimeMeter;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/** What the settings of access come to, before the service starts with them. */
public final class AccessCheck {

  private AccessCheck() {}

  public static List<StartPart> parts(Environment environment, ServiceSettings settings) {
    var parts = new ArrayList<>(List.of(
        new StartPart("cmc.access.plaintext", () -> AccessWiring.listening(environment, settings)),
        new StartPart("spring.ssl.bundle.pem." + DoorCertificate.BUNDLE, () -> certificate(environment)),
        new StartPart("cmc.limits", () -> new Budgets(settings.limits(), TimeMeter.SYSTEM_NANOTIME))));
    if (hasIssuer(settings)) parts.add(new StartPart("cmc.access", () -> Acceptance.of(settings.access())));
    return List.copyOf(parts);
  }

  private static boolean certificate(Environment environment) {
    var certificate = DoorCertificate.of(environment);
    certificate.ifPresent(DoorCertificate::close);
    return certificate.isPresent();
  }

  public static boolean hasIssuer(ServiceSettings settings) {
    return !settings.access().issuer().isBlank();
  }

  /** @throws JWKSetUnavailableException whose cause says why its keys cannot be read */
  public static String issuer(ServiceSettings settings) throws JWKSetUnavailableException {
    var issuer = Acceptance.of(settings.access()).issuer();
    try (var keys = new IssuerKeys(issuer, System::nanoTime)) {
      return "the issuer signs with " + keys.getJWKSet(null, 0, null).getKeys().size() + " keys";
    }
  }
}
