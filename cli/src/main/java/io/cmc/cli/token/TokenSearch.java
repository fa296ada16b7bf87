// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.token;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the token for a service: the file that was named, CMC_TOKEN, CMC_TOKEN_FILE, a login, and for a service on this machine the one
 * that its own announcement names.
 */
public final class TokenSearch {

  private final Map<String, String> environment;
  private final OwnFolder own;

  public TokenSearch(Map<String, String> environment, OwnFolder own) {
    this.environment = environment;
    this.own = own;
  }

  /** @param named by an option; null where there was none @param login the one for this service, where there is one */
  public Token find(Path named, Optional<? extends Token> login, String host, int port) {
    if (named != null) return new TokenFile(named);
    var given = environment.getOrDefault("CMC_TOKEN", "");
    if (!given.isBlank()) return () -> Optional.of(TokenFile.usable(given.strip(), "in CMC_TOKEN"));
    var file = environment.getOrDefault("CMC_TOKEN_FILE", "");
    if (!file.isBlank()) return new TokenFile(Path.of(file));
    if (login.isPresent()) return login.get();
    return isHere(host) ? () -> nearby(port) : Optional::empty;
  }

  private Optional<String> nearby(int port) {
    return new NearbyServices(own).tokenOf(port).filter(Files::isReadable).flatMap(file -> new TokenFile(file).get());
  }

  private static boolean isHere(String host) {
    try {
      return InetAddress.getByName(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
