// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

import java.util.Optional;

/** PEM files on the service's machine; no trust collection means the JVM's trust store, certificate and key mean mutual TLS. */
public record Tls(Optional<String> trustCollectionFile, Optional<String> certificateFile, Optional<String> privateKeyFile) {}
