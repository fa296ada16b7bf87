// SPDX-License-Identifier: Apache-2.0
package io.cmc.proof;

import java.util.List;

/**
 * The active contracts of a participant's local parties by their ids, admin parties aside.
 *
 * @param listed false where the plan names no ledger API: then nothing can be compared
 * @param digest SHA-256 over the sorted distinct ids, in hex
 */
public record ContractDigest(boolean listed, long count, String digest, List<PartyDigest> parties) {

  public ContractDigest {
    parties = List.copyOf(parties);
  }

  public static ContractDigest notListed() {
    return new ContractDigest(false, 0, "", List.of());
  }

  public record PartyDigest(String party, long count, String digest) {}
}
