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

  /** @param subject of a person the id, but in older events; @param name in newer events the subject; @param authentication how the subject was known; @param teams with commas between them */
  public record Who(String subject, String name, String authentication, String teams) {}

  /** Empty where nothing was given. */
  public record Cause(String reason, String ticket, String correlationId, String causationId) {}

  public static AuditEntryRow of(SealedEvent sealed) {
    var event = sealed.payload();
    return new AuditEntryRow(sealed.position(), sealed.eventId(), event.at(), sealed.name(), event.migration().value(), participant(event),
        who(sealed),
        new Cause(text(sealed, "reason"), text(sealed, "ticket"), text(sealed, "correlationId"), text(sealed, "causationId")),
        Sayings.of(event), sealed.raw());
  }

  /** Events carry no name any more; of a person the subject is an id. */
  private static Who who(SealedEvent sealed) {
    var subject = text(sealed, "actorSubject");
    return new Who(subject, sealed.metadata().getOrDefault("actorName", subject), text(sealed, "authentication"), text(sealed, "actorTeams"));
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
