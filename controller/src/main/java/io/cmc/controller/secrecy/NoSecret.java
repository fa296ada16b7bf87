// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.secrecy;

/** A reference leads to no secret. */
public final class NoSecret extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final String place;
  private final String found;

  NoSecret(String place, String found) {
    super(place + ": " + found);
    this.place = place;
    this.found = found;
  }

  /** Where it should be, such as "the file /run/secrets/alfa". */
  public String place() {
    return place;
  }

  /** What is there instead; never a part of it. */
  public String found() {
    return found;
  }
}
