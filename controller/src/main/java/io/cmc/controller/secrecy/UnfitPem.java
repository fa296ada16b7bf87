// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.secrecy;

/** PEM files that cannot be used; the message names the file and repeats nothing of what is in it. */
public final class UnfitPem extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  UnfitPem(String message) {
    super(message);
  }
}
