// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import java.util.Locale;

/** How something went, in one word. */
public enum Outcome {
  /** A person ordered it, and it holds. */
  ACCEPTED,
  REFUSED, DONE, FAILED, WAITING,
  /** It cannot be told yet whether a call had its effect. */
  UNKNOWN;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
