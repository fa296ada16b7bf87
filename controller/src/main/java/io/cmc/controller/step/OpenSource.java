// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.proof.ResourceLimits;
import java.util.Optional;

/**
 * Whether a participant looks like the open-source edition, which refuses every change of its limits. That cannot be asked without
 * changing them; but it reports 100 / none / 0.5 whatever happens, where the enterprise edition starts with 500 / 200 / 0.5
 * (docs/canton.md). So an enterprise node that somebody set to exactly those numbers is mistaken for the other, and never the
 * other way round.
 */
public final class OpenSource {

  private static final ResourceLimits SIGNATURE = new ResourceLimits(Optional.of(100), Optional.empty(), 0.5);

  private OpenSource() {}

  public static boolean looksLike(ResourceLimits limits) {
    return limits.equals(SIGNATURE);
  }
}
