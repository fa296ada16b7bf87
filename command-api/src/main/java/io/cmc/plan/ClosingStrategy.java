// SPDX-License-Identifier: Apache-2.0
package io.cmc.plan;

/** How new commands are kept out of the source, and let in again. Resolved by looking at the nodes before the plan is kept. */
public enum ClosingStrategy {
  /** Resource limits of every participant to 0; enterprise participants only. */
  PARTICIPANT_LIMITS,
  /** {@code maxRatePerParticipant} of both domains to 0 by their managers; protocol version 4 and up. */
  DOMAIN_RATE,
  /** A person confirms that ingress is closed, and later that it may open. */
  OUTSIDE
}
