// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.outward;

/** Nobody was told, or nobody answered in time. The text names no secret. */
public final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean told;

  /** @param told whether it may have arrived all the same */
  Unreachable(String text, boolean told) {
    super(text, null, false, false);
    this.told = told;
  }

  public boolean mayBeTold() {
    return told;
  }
}
