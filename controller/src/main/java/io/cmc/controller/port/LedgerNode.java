// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.port;

import io.cmc.proof.ContractDigest;

/** The ledger API of a participant. */
public interface LedgerNode {

  /** Streams the active contracts of every local party but the admin party, keeping ids only. Works while disconnected. */
  ContractDigest contracts();
}
