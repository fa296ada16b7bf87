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

  /**
   * Whether both list the same contracts, in all and of each party. A party without any counts for nothing: one may be allocated at any time, which limits
   * do not stop.
   */
  public boolean sameContracts(ContractDigest other) {
    return listed == other.listed && count == other.count && digest.equals(other.digest) && withContracts().equals(other.withContracts());
  }

  /** Count and digest; where both are the same, the parties that are not, so that it can be told what differs. */
  public String wordsBeside(ContractDigest other) {
    if (!listed) return "none listed";
    var all = count + " contracts with digest " + digest;
    if (count != other.count || !digest.equals(other.digest)) return all;
    var apart = withContracts().stream().filter(p -> !other.withContracts().contains(p)).map(p -> p.party() + " has " + p.count() + " with digest " + p.digest());
    return all + ", of which " + apart.reduce((one, next) -> one + ", " + next).orElse("no party has others");
  }

  private List<PartyDigest> withContracts() {
    return parties.stream().filter(p -> p.count() > 0).toList();
  }

  public record PartyDigest(String party, long count, String digest) {}
}
