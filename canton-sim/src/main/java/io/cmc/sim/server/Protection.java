// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.server;

import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a participant's two APIs and a domain's admin API are protected; the public API stays as it is. Files are read when the node starts.
 *
 * @param clients the authorities of callers, who then must show a certificate
 * @param tokens by token the full names of the services that it is good for, none of them meaning all; no token at all: none is asked for.
 *     Admin APIs know tokens from release 2.10.1 on, ledger APIs always
 */
public record Protection(Optional<Certificate> certificate, Optional<Path> clients, Map<String, Set<String>> tokens) {

  public static final Protection NONE = new Protection(Optional.empty(), Optional.empty(), Map.of());

  /** PEM files, the chain beginning with the node's own. */
  public record Certificate(Path chain, Path key) {}

  public Protection tls(Path chain, Path key) {
    return new Protection(Optional.of(new Certificate(chain, key)), clients, tokens);
  }

  public Protection asking(Path authoritiesOfClients) {
    return new Protection(certificate, Optional.of(authoritiesOfClients), tokens);
  }

  public Protection admitting(String token, String... services) {
    var more = new HashMap<>(tokens);
    more.put(token, Set.of(services));
    return new Protection(certificate, clients, more);
  }

  ServerCredentials credentials() {
    if (certificate.isEmpty()) return InsecureServerCredentials.create();
    try {
      var credentials = TlsServerCredentials.newBuilder().keyManager(certificate.get().chain().toFile(), certificate.get().key().toFile());
      if (clients.isPresent()) credentials.trustManager(clients.get().toFile()).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
      return credentials.build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean admits(String token, String service) {
    var services = tokens.get(token);
    return services != null && (services.isEmpty() || services.contains(service));
  }
}
