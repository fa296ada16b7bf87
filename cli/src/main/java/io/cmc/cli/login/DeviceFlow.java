// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.login;

import io.cmc.cli.login.Login.Endpoints;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.problem.Trouble;
import io.cmc.cli.text.Plain;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A login without a browser on this machine (RFC 8628): the issuer shows a code, the person confirms it wherever a browser is. */
final class DeviceFlow {

  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(5);
  private static final Duration SLOWER = Duration.ofSeconds(5);
  private static final long USUAL_LIFE_SECONDS = 600;

  private final IssuerLine issuer;
  private final InstantSource clock;
  private final Consumer<Duration> pause;

  /** @param pause waits; a test only counts */
  DeviceFlow(IssuerLine issuer, InstantSource clock, Consumer<Duration> pause) {
    this.issuer = issuer;
    this.clock = clock;
    this.pause = pause;
  }

  /** What is asked for. @param audience empty where the issuer needs none */
  record Wish(String clientId, String scope, String audience) {

    private Map<String, String> form() {
      var form = new LinkedHashMap<String, String>();
      form.put("client_id", clientId);
      if (!scope.isBlank()) form.put("scope", scope);
      if (!audience.isBlank()) form.put("audience", audience);
      return form;
    }
  }

  /** @param show told once what the person shall do; @return the answer with the tokens */
  Answer run(Endpoints at, Wish wish, Consumer<String> show) {
    if (at.deviceAuthorization().isEmpty()) throw refused("an issuer that lets devices log in (RFC 8628)", at.issuer() + " names no endpoint for it");
    try {
      var begun = issuer.post(at.deviceAuthorization(), wish.form());
      if (!begun.isGood()) throw refused("a code of " + at.issuer(), said(begun));
      show.accept(invitation(begun));
      return poll(at, wish.clientId(), begun);
    } catch (IOException e) {
      throw IssuerLine.unreachable(at.issuer(), e.toString());
    }
  }

  private static String invitation(Answer begun) {
    var complete = begun.text("verification_uri_complete");
    return "Open " + Plain.text(begun.text("verification_uri")) + " in a browser and enter the code " + Plain.text(begun.text("user_code"))
        + (complete.isEmpty() ? "" : "\nor open " + Plain.text(complete));
  }

  private Answer poll(Endpoints at, String clientId, Answer begun) throws IOException {
    var form = Map.of("grant_type", "urn:ietf:params:oauth:grant-type:device_code", "device_code", begun.text("device_code"), "client_id", clientId);
    var interval = Duration.ofSeconds(begun.number("interval", USUAL_INTERVAL.toSeconds()));
    var end = clock.instant().plusSeconds(begun.number("expires_in", USUAL_LIFE_SECONDS));
    while (clock.instant().isBefore(end)) {
      pause.accept(interval);
      try {
        var answer = issuer.post(at.token(), form);
        if (answer.isGood()) return answer;
        interval = next(interval, answer);
      } catch (HttpTimeoutException slow) {
        interval = interval.multipliedBy(2);
      }
    }
    throw refused("a login before the code expired", "nobody confirmed it");
  }

  private static Duration next(Duration interval, Answer answer) {
    return switch (answer.error()) {
      case "authorization_pending" -> interval;
      case "slow_down" -> interval.plus(SLOWER);
      case "access_denied" -> throw refused("a login", "it was refused in the browser");
      case "expired_token" -> throw refused("a login before the code expired", "nobody confirmed it");
      default -> throw refused("a token", said(answer));
    };
  }

  private static String said(Answer answer) {
    return "answer " + answer.status() + " " + Plain.text(answer.error()) + " " + Plain.text(answer.text("error_description"));
  }

  private static Trouble refused(String expected, String found) {
    return new Trouble(ExitCode.NOT_LET_IN, Trouble.problem("LOGIN_REFUSED", expected, found.strip(),
        "try again with `cmc login`; client, scope and audience are set up at the issuer"));
  }
}
