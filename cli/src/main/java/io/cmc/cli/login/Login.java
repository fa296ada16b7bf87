// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.login;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.time.Instant;

/**
 * Tokens that an issuer gave for one service, and what is needed to renew or return them.
 *
 * @param server host:port of the service; the tokens are sent to no other
 * @param refreshToken empty where the issuer gave none
 * @param expiresAt in seconds since 1970; 0 where the issuer does not say
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Login(String server, String clientId, Endpoints at, String accessToken, String refreshToken, long expiresAt) {

  private static final Duration IN_TIME = Duration.ofSeconds(30);

  /** Where an issuer is asked. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Endpoints(String issuer, String token, String deviceAuthorization, String revocation) {}

  boolean isDue(Instant now) {
    return expiresAt != 0 && now.plus(IN_TIME).getEpochSecond() >= expiresAt;
  }

  boolean isOver(Instant now) {
    return expiresAt != 0 && now.getEpochSecond() >= expiresAt;
  }

  /** Tokens are not for reading. */
  @Override public String toString() {
    return "login of " + clientId + " at " + at.issuer() + " for " + server;
  }
}
