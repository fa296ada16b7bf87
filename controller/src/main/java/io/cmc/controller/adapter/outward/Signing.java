// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.outward;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cmc.plan.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures as the Standard Webhooks specification has them: {@code v1,} and the HMAC-SHA256 of {@code id.timestamp.body} in Base64.
 * Secrets are read anew each time, so a rotated one is used with the next letter.
 */
final class Signing {

  private static final String ENCODED = "whsec_";

  private final Function<String, String> environment;

  /** @param environment the value of a variable, null when it is not set */
  Signing(Function<String, String> environment) {
    this.environment = environment;
  }

  /** @throws Unreachable naming the reference and never the value, when there is no secret */
  String of(Secret secret, String id, long timestamp, String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key(text(secret)), "HmacSHA256"));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] key(String secret) {
    return secret.startsWith(ENCODED) ? Base64.getDecoder().decode(secret.substring(ENCODED.length())) : secret.getBytes(UTF_8);
  }

  private String text(Secret secret) {
    return switch (secret.kind()) {
      case ENV -> some(environment.apply(secret.name()), "the environment variable " + secret.name());
      case FILE -> some(content(secret.name()), "the file " + secret.name());
    };
  }

  private static String content(String file) {
    try {
      return Files.readString(Path.of(file)).replaceAll("[\r\n]+$", "");
    } catch (IOException e) {
      throw new Unreachable("the secret in the file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")", false);
    }
  }

  private static String some(String value, String source) {
    if (value != null && !value.isEmpty()) return value;
    throw new Unreachable("there is no secret in " + source, false);
  }
}
