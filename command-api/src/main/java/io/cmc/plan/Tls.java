// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

import java.util.Optional;

/**
 * PEM files on the service's machine; no trust collection means the JVM's trust store, certificate and key mean mutual TLS.
 *
 * @param serverName the name that must be in the other side's certificate; absent: the host that is called
 */
public record Tls(Optional<String> trustCollectionFile, Optional<String> certificateFile, Optional<String> privateKeyFile,
    Optional<String> serverName) {

  /** Who is called by the name that stands in the certificate. */
  public Tls(Optional<String> trustCollectionFile, Optional<String> certificateFile, Optional<String> privateKeyFile) {
    this(trustCollectionFile, certificateFile, privateKeyFile, Optional.empty());
  }
}
