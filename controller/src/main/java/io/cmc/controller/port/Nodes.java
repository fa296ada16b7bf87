// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.port;

import io.cmc.plan.Endpoint;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.TargetDomain;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where the nodes of a network are reached. What it hands out may be kept for one step; connections behind it are shared and
 * outlive it. All methods of what it hands out may block, and throw {@link NodeTrouble} and nothing else; those that change a node
 * pass the {@link Fence} just before they send anything, and throw {@link Fence.Closed} when it is shut.
 */
public interface Nodes {

  /** The admin API of a participant; every call makes sure, once per connection, that the plan's uid answers there. */
  ParticipantNode participant(ParticipantPlan participant);

  /** The admin API at an address whose node is not known yet: nothing is compared. */
  ParticipantNode unknownParticipant(Endpoint admin);

  /** The ledger API of a participant. */
  LedgerNode ledger(ParticipantPlan participant);

  /** The admin API of a domain (its manager, or the whole domain node). */
  DomainNode domain(Endpoint admin);

  /** The public API of a domain's sequencers; each call asks every address and all must agree. */
  DomainEntrance entrance(TargetDomain target);

  /** The public API behind one address, as a draft of a plan names it. */
  DomainEntrance entrance(String url, Optional<String> trustCollectionFile);

  /** The same behind an address for which a participant holds certificates (PEM) of its own to trust. */
  DomainEntrance entranceTrusting(String url, String certificates);

  /**
   * When the certificates end that were shown at the last connection to this address, ours and theirs, by words for people. Asks nobody:
   * empty of what was not connected yet, and of what is spoken to without TLS.
   */
  Map<String, Instant> certificates(Endpoint endpoint);
}
