// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

import io.cmc.id.SynchronizerAlias;
import io.cmc.id.SynchronizerId;
import java.util.List;
import java.util.Optional;

/**
 * The domain that the participants join.
 *
 * @param alias of this attempt; one that no participant has used before
 * @param sequencers public API of each sequencer, {@code http://host:port} or {@code https://host:port}
 */
public record TargetDomain(SynchronizerAlias alias, SynchronizerId id, int protocolVersion, List<String> sequencers,
    Optional<String> trustCollectionFile, Optional<Endpoint> admin) {

  public TargetDomain {
    sequencers = List.copyOf(sequencers);
  }
}
