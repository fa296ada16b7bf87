// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import com.google.protobuf.Timestamp;
import io.cmc.access.Person;
import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.api.v1.ReadAuditResponse;
import io.cmc.id.NodeName;
import io.cmc.projection.audit.AuditEntryRow;
import io.cmc.projection.audit.AuditQueries;
import io.cmc.projection.audit.AuditQuestion.About;
import io.cmc.projection.audit.AuditQuestion.Between;
import io.cmc.projection.audit.AuditQuestion;
import io.cmc.projection.audit.AuditQuestion.By;
import io.cmc.projection.sight.View;
import io.cmc.wire.ProtoTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The audit trail in the public contract's form. */
final class AuditMessage {

  private static final String AMENDED = "MigrationAmended";
  private static final int ENTRIES = 200;
  private static final int MOST_ENTRIES = 1_000;
  private static final int MOST_KINDS = 100;
  private static final Pattern EXPORT = Pattern.compile("[A-Za-z0-9-]{0,64}");
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private AuditMessage() {}

  static AuditQuestion question(ReadAuditRequest request) {
    if (request.getAfterPosition() < 0) throw Answering.argument("a position from 0", request.getAfterPosition());
    if (!EXPORT.matcher(request.getExport()).matches()) throw Answering.argument("as export letters, digits and dashes, at most 64", request.getExport());
    if (request.getKindsCount() > MOST_KINDS) throw Answering.argument("at most " + MOST_KINDS + " kinds", request.getKindsCount());
    return new AuditQuestion(new About(request.getMigration(), request.getParticipant(), new By(request.getActor(), request.getTeam()), request.getKindsList()),
        between(request), request.getOrder(), request.getAfterPosition(),
        MigrationQueriesService.size(request.getLimit(), ENTRIES, MOST_ENTRIES, "limit"));
  }

  private static Between between(ReadAuditRequest request) {
    return new Between(time(request.hasFrom(), request.getFrom()), time(request.hasTo(), request.getTo()));
  }

  /** What protobuf can say and the database can keep. */
  static Optional<Instant> time(boolean given, Timestamp asked) {
    if (!given) return Optional.empty();
    if (asked.getSeconds() < EARLIEST.getEpochSecond() || asked.getSeconds() > LATEST.getEpochSecond()) {
      throw Answering.argument("a time of the years 1 to 9999", asked.getSeconds() + " s");
    }
    return Optional.of(ProtoTime.of(asked));
  }

  static ReadAuditResponse page(AuditQueries.Page page, Function<String, View> views) {
    var answer = ReadAuditResponse.newBuilder().setLastPosition(page.last());
    page.entries().forEach(r -> answer.addEntries(of(r, views.apply(r.migration()))));
    return answer.build();
  }

  /** An event of the migration as a whole may hold all of all: the plan, who reached what. It is told in its sentence. */
  static AuditEntry of(AuditEntryRow row, View view) {
    var entry = of(row);
    if (view.whole()) return entry;
    var ofAll = row.participant().isEmpty() || row.participant().equals(NodeName.DOMAINS.value());
    var told = Veil.over(ofAll ? entry.toBuilder().clearDetailJson().build() : entry, view);
    return told.getKind().equals(AMENDED) ? told.toBuilder().setSummary("The plan was amended").build() : told;
  }

  static AuditEntry of(AuditEntryRow row) {
    return AuditEntry.newBuilder().setPosition(row.position()).setEventId(row.eventId()).setAt(ProtoTime.of(row.at())).setKind(row.kind())
        .setMigration(row.migration()).setParticipant(row.participant()).setActor(actor(row.who())).setAuthentication(row.who().authentication())
        .setReason(row.cause().reason()).setTicket(row.cause().ticket()).setCorrelationId(row.cause().correlationId())
        .setCausationId(row.cause().causationId()).setSummary(row.saying().sentence()).setOutcome(row.saying().outcome().word())
        .setDetailJson(row.detail()).setActorSubject(row.who().subject()).setActorName(row.who().name())
        .setActorId(Person.isId(row.who().subject()) ? row.who().subject() : "").addAllActorTeams(teams(row.who())).build();
  }

  private static List<String> teams(AuditEntryRow.Who who) {
    return who.teams().isEmpty() ? List.of() : List.of(who.teams().split(","));
  }

  /** Names are for reading, but two people may share one: the subject says which. */
  private static String actor(AuditEntryRow.Who who) {
    if (who.name().isEmpty() || who.name().equals(who.subject())) return who.subject();
    return who.name() + " (" + who.subject() + ")";
  }
}
