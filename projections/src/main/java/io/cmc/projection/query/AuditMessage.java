// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.AuditEntry;
import io.cmc.projection.audit.AuditEntryRow;
import io.cmc.wire.ProtoTime;

final class AuditMessage {

  private AuditMessage() {}

  static AuditEntry of(AuditEntryRow row) {
    return AuditEntry.newBuilder().setPosition(row.position()).setEventId(row.eventId()).setAt(ProtoTime.of(row.at())).setKind(row.kind())
        .setMigration(row.migration()).setParticipant(row.participant()).setActor(actor(row.who())).setAuthentication(row.who().authentication())
        .setReason(row.cause().reason()).setTicket(row.cause().ticket()).setCorrelationId(row.cause().correlationId())
        .setCausationId(row.cause().causationId()).setSummary(row.saying().sentence()).setOutcome(row.saying().outcome().word())
        .setDetailJson(row.detail()).build();
  }

  /** Names are for reading, but two people may share one: the subject says which. */
  private static String actor(AuditEntryRow.Who who) {
    if (who.name().isEmpty() || who.name().equals(who.subject())) return who.subject();
    return who.name() + " (" + who.subject() + ")";
  }
}
