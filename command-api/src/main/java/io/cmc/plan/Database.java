// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

import java.util.Optional;

/**
 * A PostgreSQL database of a node, as the backup reaches it.
 *
 * @param tls with it the server must prove who it is; absent: encrypted where the server offers it, and nobody is proved
 */
public record Database(String host, int port, String name, String user, Optional<Secret> password, Optional<Tls> tls) {

  /** Reached without proof of who answers. */
  public Database(String host, int port, String name, String user, Optional<Secret> password) {
    this(host, port, name, user, password, Optional.empty());
  }
}
