// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cmc.access.Actor;
import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.Incident;
import io.cmc.api.v1.IncidentComment;
import io.cmc.api.v1.ListIncidentsResponse;
import io.cmc.api.v1.ListReadsRequest;
import io.cmc.api.v1.Read;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.api.v1.ReadAuditResponse;
import io.cmc.event.MigrationEvent;
import io.cmc.event.MigrationEvent.MigrationHeld;
import io.cmc.event.OrderEvent;
import io.cmc.event.OrderEvent.AuditExported;
import io.cmc.id.MigrationId;
import io.cmc.projection.Done;
import io.cmc.projection.ReadSide;
import io.cmc.projection.reads.ReadLog;
import io.cmc.projection.reads.ReadLogSweep;
import io.cmc.projection.reads.ReadLogTable;
import io.cmc.store.person.PersonBook;
import io.cmc.store.person.PersonNames;
import io.cmc.store.retention.LegalHolds;
import io.cmc.store.retention.RetentionTerms.Term;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names in the place of ids, entries of exports, and what the log of reads forgets. */
class PersonsShownTest {

  private static final Instant NOON = Instant.parse("2026-03-07T12:00:00Z");
  private static final Duration MONTH = Duration.ofDays(30);

  private final ReadSide readSide = ReadSide.create();
  private final Calls calls = new Calls(readSide);
  private final AtomicLong ids = new AtomicLong(0xb0);
  private final PersonBook book = new PersonBook(readSide.sql(), () -> "p-%016x".formatted(ids.incrementAndGet()));
  private final Faces faces = new Faces(new PersonNames(readSide.sql()));

  @AfterEach void close() {
    calls.close();
    readSide.close();
  }

  @Test void a_name_stands_wherever_an_id_is_but_in_stored_bytes() {
    var id = called("olga", "Olga O.");
    var message = ListIncidentsResponse.newBuilder().addIncidents(Incident.newBuilder().setAcknowledgedBy(id)
        .addComments(IncidentComment.newBuilder().setBy("service").setText(id + " says so (CHG-1); p-00000000000000ff did not"))).build();

    var shown = faces.in(message).getIncidents(0);

    assertThat(shown.getAcknowledgedBy()).isEqualTo("Olga O. (olga)");
    assertThat(shown.getComments(0).getText()).as("an id of nobody stays").isEqualTo("Olga O. (olga) says so (CHG-1); p-00000000000000ff did not");
    assertThat(faces.in(ReadAuditResponse.newBuilder().addEntries(entry(id)).build()).getEntries(0)).isEqualTo(entry(id).toBuilder()
        .setActor("Olga O. (olga)").setActorSubject("olga").setActorName("Olga O.").setSummary("Olga O. (olga) is in it").build());
  }

  @Test void of_an_erased_person_the_id_is_shown() {
    var id = called("olga", "Olga O.");
    book.erase(id, NOON);

    assertThat(faces.in(ReadAuditResponse.newBuilder().addEntries(entry(id)).build()).getEntries(0))
        .extracting(AuditEntry::getActor, AuditEntry::getActorSubject, AuditEntry::getActorName, AuditEntry::getActorId)
        .containsExactly("erased person " + id, id, "erased person", id);
  }

  @Test void the_audit_is_asked_by_subject_name_or_id_and_by_team() {
    var last = readSide.append(List.of(held(), held(), held(), held(), held(), held(), held(), held()));
    readSide.goLive();
    readSide.awaitLive(last);
    var id = called("olga", "Olga O.");
    readSide.sql().update("update audit_entry set actor_subject = ?, actor_name = ? where position = 4", id, id);

    for (var who : List.of(id, "olga", "Olga O.")) {
      assertThat(audit(ReadAuditRequest.newBuilder().setActor(who))).extracting(AuditEntry::getPosition, AuditEntry::getActorSubject).containsExactly(tuple(4L, "olga"));
    }
    assertThat(audit(ReadAuditRequest.newBuilder().setTeam("treasury"))).extracting(AuditEntry::getPosition).containsExactly(4L, 8L);
    assertThat(audit(ReadAuditRequest.newBuilder().setTeam("retail").setAfterPosition(2).setLimit(3))).extracting(AuditEntry::getPosition).containsExactly(3L, 5L, 6L);
    assertThat(audit(ReadAuditRequest.newBuilder().setTeam("treas"))).isEmpty();
    assertThat(audit(ReadAuditRequest.newBuilder().setTeam("settlement")).getFirst().getActorTeamsList()).containsExactly("settlement", "treasury");
  }

  @Test void an_export_of_the_audit_is_written_down_once_and_before_its_first_page() {
    for (var page : new long[] {17, 18, 19}) audit(ReadAuditRequest.newBuilder().setMigration("net-1").setExport("e-1").setAfterPosition(page));
    audit(ReadAuditRequest.newBuilder().setExport("e-2"));
    audit(ReadAuditRequest.newBuilder());

    assertThat(deeds()).containsExactly(new AuditExported(MigrationId.SERVICE, "net-1", 17, Instant.EPOCH), new AuditExported(MigrationId.SERVICE, "", 0, Instant.EPOCH));
  }

  @Test void reads_are_forgotten_by_the_terms_and_what_is_held_is_not() {
    var olga = called("olga", "Olga O.");
    var otto = called("otto", "Otto");
    var log = new ReadLog(readSide.bean(ReadLogTable.class), () -> NOON);
    for (var migration : List.of("net-1", "net-2", "")) log.note(actor(olga), "status", migration);
    log.note(actor(otto), "status", "net-2");
    log.close();
    var holds = new LegalHolds(readSide.sql());
    holds.set("net-1", NOON, "case");
    holds.set(otto, NOON, "case");
    var sweep = new ReadLogSweep(readSide.sql(), new Term(MONTH, Map.of()));

    assertThat(sweep.forget(NOON.plus(MONTH))).as("to the day").isZero();
    assertThat(sweep.forget(NOON.plus(MONTH).plusSeconds(1))).isEqualTo(1);
    assertThat(reads()).containsExactlyInAnyOrder("Olga O. net-1", "Olga O. ", "Otto net-2");
    holds.lift("net-1");
    assertThat(sweep.forget(NOON.plus(MONTH).plusSeconds(1))).isEqualTo(2);
    assertThat(reads()).containsExactly("Otto net-2");
    assertThat(new ReadLogSweep(readSide.sql(), new Term(Duration.ZERO, Map.of())).forget(NOON.plus(MONTH.multipliedBy(99)))).as("for ever").isZero();
  }

  private List<String> reads() {
    return calls.reads().listReads(ListReadsRequest.newBuilder().addViews("status").build()).getReadsList().stream()
        .map((Read r) -> r.getActorName() + " " + r.getMigration()).toList();
  }

  private List<AuditEntry> audit(ReadAuditRequest.Builder asked) {
    return calls.queries().readAudit(asked.build()).getEntriesList();
  }

  private List<OrderEvent> deeds() {
    return readSide.bean(Done.class).deeds();
  }

  private String called(String subject, String name) {
    return book.idOf(new Actor(subject, name, "os-user"), NOON);
  }

  private static Actor actor(String id) {
    return new Actor(id, id, "os-user");
  }

  private static MigrationEvent held() {
    return new MigrationHeld(new MigrationId("net-1"), "because", NOON);
  }

  private static AuditEntry entry(String id) {
    return AuditEntry.newBuilder().setActor(id).setActorSubject(id).setActorName(id).setActorId(id).setSummary(id + " is in it").setDetailJson("{\"by\":\"" + id + "\"}").build();
  }
}
