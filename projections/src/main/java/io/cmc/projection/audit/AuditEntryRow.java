// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.audit;

import io.cmc.event.Event;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent.CheckWaived;
import io.cmc.event.MigrationEvent.ExclusionProposed;
import io.cmc.event.MigrationEvent.ForeignChangeSeen;
import io.cmc.event.MigrationEvent.ParticipantExcluded;
import io.cmc.event.OrderEvent.OrderRefused;
import io.cmc.store.read.SealedEvent;
import java.time.Instant;

/**
 * One line of the audit trail.
 *
 * @param participant name, {@code @domains}, or empty where the migration as a whole is meant
 * @param detail the event byte for byte as it is stored
 */
public record AuditEntryRow(long position, String eventId, Instant at, String kind, String migration, String participant, Who who,
    Cause cause, Saying saying, String detail) {

  /** @param authentication how the subject was known */
  public record Who(String subject, String name, String authentication) {}

  /** Empty where nothing was given. */
  public record Cause(String reason, String ticket, String correlationId, String causationId) {}

  public static AuditEntryRow of(SealedEvent sealed) {
    var event = sealed.payload();
    return new AuditEntryRow(sealed.position(), sealed.eventId(), event.at(), sealed.name(), event.migration().value(), participant(event),
        new Who(text(sealed, "actorSubject"), text(sealed, "actorName"), text(sealed, "authentication")),
        new Cause(text(sealed, "reason"), text(sealed, "ticket"), text(sealed, "correlationId"), text(sealed, "causationId")),
        Sayings.of(event), sealed.raw());
  }

  private static String participant(Event event) {
    return switch (event) {
      case JourneyEvent e -> e.node().value();
      case OrderRefused e -> e.node();
      case ForeignChangeSeen e -> e.participant().value();
      case ExclusionProposed e -> e.participant().value();
      case ParticipantExcluded e -> e.participant().value();
      case CheckWaived e -> e.node().value();
      default -> "";
    };
  }

  private static String text(SealedEvent sealed, String key) {
    return sealed.metadata().getOrDefault(key, "");
  }
}
