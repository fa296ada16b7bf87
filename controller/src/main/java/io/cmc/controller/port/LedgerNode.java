// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.port;

import io.cmc.proof.ContractDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The ledger API of a participant. */
public interface LedgerNode {

  /** Whether anything was answered to this service in so long a time until now, a part of a long answer too. Calls nobody. */
  default boolean hasAnswered(Duration time) {
    return false;
  }

  /** Streams the active contracts of every local party but the admin party, keeping ids only. Works while disconnected. */
  ContractDigest contracts();

  /**
   * How many of the active contracts that the participant holds for its own parties, but the admin party, have one of these parties
   * among their stakeholders; by such a party, and none for one that has no part in any. Streams them once. Works while disconnected.
   */
  Map<String, Long> contractsWith(Set<String> parties);
}
