// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.secrecy;

/** Where the certificates and keys of one address come from. */
public sealed interface Pems permits PemFiles, HeldPem {

  /** Two looks that found the same content give the same text. */
  String digest();

  /** @throws UnfitPem when there is something else in it */
  TlsMaterial read();
}
