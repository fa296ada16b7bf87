// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.login;

import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.problem.Trouble;
import io.cmc.cli.token.OwnFolder;
import io.cmc.cli.token.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** This user's login at one service: made, used and renewed, given back. Threads of one process may share it. */
public final class KeptLogin implements Token {

  private final Logins logins;
  private final String server;
  private final InstantSource clock;

  /** @param server host:port */
  public KeptLogin(OwnFolder own, String server, InstantSource clock) {
    this.logins = new Logins(own);
    this.server = server;
    this.clock = clock;
  }

  /** @param show told what the person shall do; @param pause waits between two questions */
  public void make(String issuerUrl, String clientId, Wanted wanted, Consumer<String> show, Consumer<Duration> pause) {
    try (var issuer = new IssuerLine()) {
      var at = issuer.discover(issuerUrl);
      var answer = new DeviceFlow(issuer, clock, pause).run(at, new DeviceFlow.Wish(clientId, wanted.scope(), wanted.audience()), show);
      logins.keep(login(new Login(server, clientId, at, "", "", 0), answer));
    }
  }

  /** What a token shall be good for. */
  public record Wanted(String scope, String audience) {}

  /** The access token, renewed when it is about to expire. */
  @Override public synchronized Optional<String> get() {
    return logins.find(server).map(login -> login.isDue(clock.instant()) ? logins.alone(this::renewed) : login).map(Login::accessToken);
  }

  private Login renewed() {
    var login = logins.find(server).orElseThrow(() -> over("a login that was given back meanwhile"));
    if (!login.isDue(clock.instant())) return login;
    if (login.refreshToken().isEmpty()) return orOver(login);
    try (var issuer = new IssuerLine()) {
      var answer = issuer.post(login.at().token(), Map.of("grant_type", "refresh_token", "refresh_token", login.refreshToken(), "client_id", login.clientId()));
      if (!answer.isGood()) return orOver(login);
      var next = login(login, answer);
      logins.keep(next);
      return next;
    } catch (IOException e) {
      if (login.isOver(clock.instant())) throw IssuerLine.unreachable(login.at().issuer(), e.toString());
      return login;
    }
  }

  /** The last seconds of a token are used as well. */
  private Login orOver(Login login) {
    if (login.isOver(clock.instant())) throw over("a login that has expired and cannot be renewed");
    return login;
  }

  private Trouble over(String found) {
    return new Trouble(ExitCode.NOT_LET_IN, Trouble.problem("LOGIN_EXPIRED", "a login at " + server, found, "log in again with `cmc login`"));
  }

  private Login login(Login before, Answer answer) {
    var life = answer.number("expires_in", 0);
    var refresh = answer.text("refresh_token");
    return new Login(server, before.clientId(), before.at(), answer.text("access_token"), refresh.isEmpty() ? before.refreshToken() : refresh,
        life == 0 ? 0 : clock.instant().plusSeconds(life).getEpochSecond());
  }

  /** Forgets it, and tells the issuer when it wants to know. @return whether there was one */
  public boolean giveBack() {
    var login = logins.find(server);
    login.ifPresent(this::revoke);
    logins.forget(server);
    return login.isPresent();
  }

  private void revoke(Login login) {
    if (login.at().revocation().isEmpty()) return;
    try (var issuer = new IssuerLine()) {
      var token = login.refreshToken().isEmpty() ? login.accessToken() : login.refreshToken();
      issuer.post(login.at().revocation(), Map.of("token", token, "client_id", login.clientId()));
    } catch (IOException e) {
      // it is forgotten here in any case, and expires there
    }
  }

  public boolean isThere() {
    return logins.find(server).isPresent();
  }

  public Path file() {
    return logins.file(server);
  }
}
