// SPDX-License-Identifier: Apache-2.0
package io.cmc.proof;

import io.cmc.id.SynchronizerAlias;
import java.util.List;

/**
 * What a participant was set to before anything was changed; read once and never overwritten.
 *
 * @param sourceConnectsManually whether the source was configured not to connect by itself
 * @param otherDomains aliases of the other domains it was connected to
 */
public record SavedSettings(ResourceLimits limits, boolean sourceConnectsManually, List<SynchronizerAlias> otherDomains) {

  public SavedSettings {
    otherDomains = List.copyOf(otherDomains);
  }
}
