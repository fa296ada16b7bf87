// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.outward;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cmc.controller.secrecy.NoSecret;
import io.cmc.controller.secrecy.SecretReader;
import io.cmc.plan.Secret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures as the Standard Webhooks specification has them: {@code v1,} and the HMAC-SHA256 of {@code id.timestamp.body} in Base64. */
final class Signing {

  private static final String ENCODED = "whsec_";

  private final SecretReader secrets;

  Signing(SecretReader secrets) {
    this.secrets = secrets;
  }

  /** @throws Unreachable when there is no secret */
  String of(Secret secret, String id, long timestamp, String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key(text(secret), secret), "HmacSHA256"));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String text(Secret secret) {
    try {
      return secrets.read(secret);
    } catch (NoSecret e) {
      throw new Unreachable("no secret to sign with: " + e.getMessage(), false);
    }
  }

  private static byte[] key(String text, Secret reference) {
    if (!text.startsWith(ENCODED)) return text.getBytes(UTF_8);
    try {
      return Base64.getDecoder().decode(text.substring(ENCODED.length()));
    } catch (IllegalArgumentException e) {
      throw new Unreachable("the secret in " + reference.name() + " begins with " + ENCODED + " and goes on with what is no Base64", false);
    }
  }
}
