// SPDX-License-Identifier: Apache-2.0
package io.cmc.approval;

import io.cmc.id.PlanHash;
import java.time.Instant;
import java.util.Optional;

/**
 * One person's word for one gate of one plan.
 *
 * @param hash of the plan that it is about
 * @param team that the person speaks for; absent: all that take part
 * @param subject who it is, whatever the name is
 * @param order idempotency key of the order; the same one gives no second approval
 * @param until it counts before this moment, and not from it on
 */
public record Approval(Gate gate, PlanHash hash, Optional<String> team, String subject, String name, String order, Instant given, Instant until) {

  boolean counts(Gate at, PlanHash plan, Instant now) {
    return gate == at && hash.equals(plan) && now.isBefore(until);
  }
}
