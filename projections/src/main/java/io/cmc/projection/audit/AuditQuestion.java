// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of the audit trail; all of it must fit, and an empty text or list asks for all.
 *
 * @param order what one order set in motion: its correlation id, or the id of any event of its tree
 * @param after only entries after this position
 */
public record AuditQuestion(About about, Between between, String order, long after, int limit) {

  /** @param kinds names of events */
  public record About(String migration, String participant, By by, List<String> kinds) {}

  /** @param actor id, subject or name; @param team one that the actor had a role for */
  public record By(String actor, String team) {}

  /** By the times in the events. @param to the first moment that is not asked for any more */
  public record Between(Optional<Instant> from, Optional<Instant> to) {}

  AuditQuestion ofOrder(String correlation) {
    return new AuditQuestion(about, between, correlation, after, limit);
  }
}
