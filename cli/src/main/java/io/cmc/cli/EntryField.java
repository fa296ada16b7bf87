// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import com.google.protobuf.Timestamp;
import io.cmc.api.v1.AuditEntry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;

/** What an exported entry consists of. Names and order are promises: new ones come at the end. */
enum EntryField {
  POSITION(e -> Long.toString(e.getPosition())),
  AT(e -> EntryField.utc(e.getAt())),
  EVENT_ID(AuditEntry::getEventId),
  KIND(AuditEntry::getKind),
  MIGRATION(AuditEntry::getMigration),
  PARTICIPANT(AuditEntry::getParticipant),
  ACTOR_SUBJECT(AuditEntry::getActorSubject),
  ACTOR_NAME(AuditEntry::getActorName),
  AUTHENTICATION(AuditEntry::getAuthentication),
  REASON(AuditEntry::getReason),
  TICKET(AuditEntry::getTicket),
  CORRELATION_ID(AuditEntry::getCorrelationId),
  CAUSATION_ID(AuditEntry::getCausationId),
  OUTCOME(AuditEntry::getOutcome),
  SUMMARY(AuditEntry::getSummary),
  DETAIL(AuditEntry::getDetailJson),
  ACTOR_ID(AuditEntry::getActorId),
  ACTOR_TEAMS(e -> String.join(",", e.getActorTeamsList()));

  private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Function<AuditEntry, String> text;

  EntryField(Function<AuditEntry, String> text) {
    this.text = text;
  }

  String of(AuditEntry entry) {
    return text.apply(entry);
  }

  /** Always as long, so that times sort as texts do. */
  private static String utc(Timestamp at) {
    return UTC.format(Instant.ofEpochSecond(at.getSeconds(), at.getNanos()));
  }

  @Override public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
