// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

import java.util.Optional;

/** A gRPC address. Without {@code tls} the connection is plain, as a plan asks for by name; {@code token} is sent as bearer token. */
public record Endpoint(String host, int port, Optional<Tls> tls, Optional<Secret> token) {

  public Endpoint {
    if (host.isBlank()) throw new IllegalArgumentException("expected a host name, found none");
    if (port < 1 || port > 65535) throw new IllegalArgumentException("expected a port from 1 to 65535, found: " + port);
  }

  public String address() {
    return host + ":" + port;
  }
}
