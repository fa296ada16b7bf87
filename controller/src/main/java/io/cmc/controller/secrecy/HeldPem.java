// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.secrecy;

import java.util.Optional;

/**
 * Authorities that a node trusts and told us of; nothing of ours is shown to the other side.
 *
 * @param certificates in PEM
 * @param holder who told, for people
 */
public record HeldPem(String certificates, String holder) implements Pems {

  @Override public String digest() {
    return certificates;
  }

  @Override public TlsMaterial read() {
    return new TlsMaterial(Optional.of(Pem.certificates(certificates, holder)), Optional.empty());
  }
}
