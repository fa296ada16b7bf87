// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a participant hands to a domain to be confirmed by all participants of its informees.
 *
 * @param latest not sequenced after this domain time
 * @param archives id of the contract that is used up
 */
record Transaction(
    String id, String submitter, Instant latest, Optional<Contract> creates, Optional<String> archives, Set<String> informees) {}
