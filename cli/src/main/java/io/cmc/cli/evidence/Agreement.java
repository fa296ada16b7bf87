// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.evidence;

import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.ParticipantStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Whether what read models told is what the events tell, as far as that can be seen without them. */
final class Agreement {

  private static final Map<MigrationState, String> ENDS = Map.of(MigrationState.COMPLETED, "MigrationCompleted", MigrationState.ABORTED,
      "MigrationAborted", MigrationState.RESTORED, "MigrationRestored");

  /** Of these a status says nothing. */
  private static final Set<String> BESIDE = Set.of("OrderRefused", "DeadLetterRetried", "DeadLetterDiscarded", "LegalHoldSet", "LegalHoldLifted");

  private final Account account;
  private final Facts facts;

  Agreement(Account account, Facts facts) {
    this.account = account;
    this.facts = facts;
  }

  void look() {
    status();
    account.status().getParticipantsList().forEach(this::backup);
    trail();
    timings();
  }

  /** They are asked for last: of a migration that goes on they may know more. */
  private void timings() {
    var run = account.timings().getFirst();
    if (run.getEvents() < facts.count() || run.getIncidents() < facts.of("IncidentOpened").size()) {
      throw Altered.file(Papers.TIMINGS, "expected a run of " + facts.count() + " events, found one of " + run.getEvents());
    }
  }

  private void status() {
    var status = account.status();
    if (!facts.has("MigrationPlanned")) throw Altered.file(Papers.EVENTS, "expected a plan among the events");
    var planned = facts.of("MigrationPlanned").getFirst();
    equal(Papers.STATUS, "migration", planned.text("migration"), status.getMigration());
    equal(Papers.STATUS, "plan hash", planned.text("hash"), status.getPlanHash());
    facts.all().stream().filter(f -> f.position() > status.getAsOfPosition() && !BESIDE.contains(f.kind())).findFirst().ifPresent(f -> {
      throw Altered.file(Papers.STATUS, "does not know the event of position " + f.position());
    });
    ENDS.forEach((state, kind) -> {
      if ((status.getState() == state) != facts.has(kind)) {
        throw Altered.file(Papers.STATUS, "expected a state that fits the events, found " + status.getState());
      }
    });
  }

  private void backup(ParticipantStatus p) {
    facts.last("BackupTaken", p.getName()).ifPresent(f -> {
      if (p.hasBackup()) {
        equal(Papers.STATUS, "backup of " + p.getName(), f.payload().at("/backup/sha256").asText(""), p.getBackup().getSha256());
      }
    });
  }

  private void trail() {
    equal(Papers.AUDIT, "entries", Integer.toString(facts.count()), Integer.toString(account.audit().size()));
    for (int i = 0; i < facts.count(); i++) entry(facts.all().get(i), account.audit().get(i));
  }

  private static void entry(Fact fact, AuditEntry entry) {
    var where = "entry of position " + fact.position() + ", ";
    equal(Papers.AUDIT, where + "position", Long.toString(fact.position()), Long.toString(entry.getPosition()));
    equal(Papers.AUDIT, where + "event", fact.eventId(), entry.getEventId());
    equal(Papers.AUDIT, where + "kind", fact.kind(), entry.getKind());
    time(where, fact.at(), Instant.ofEpochSecond(entry.getAt().getSeconds(), entry.getAt().getNanos()));
    actor(where, fact, entry);
    equal(Papers.AUDIT, where + "teams", fact.meta("actorTeams"), String.join(",", entry.getActorTeamsList()));
    equal(Papers.AUDIT, where + "authentication", fact.meta("authentication"), entry.getAuthentication());
    equal(Papers.AUDIT, where + "reason", fact.meta("reason"), entry.getReason());
    equal(Papers.AUDIT, where + "ticket", fact.meta("ticket"), entry.getTicket());
    equal(Papers.AUDIT, where + "correlation", fact.meta("correlationId"), entry.getCorrelationId());
    equal(Papers.AUDIT, where + "causation", fact.meta("causationId"), entry.getCausationId());
    equal(Papers.AUDIT, where + "detail", fact.raw(), entry.getDetailJson());
  }

  /** Who somebody is whom the event names by an id, the trail alone tells. */
  private static void actor(String where, Fact fact, AuditEntry entry) {
    var subject = fact.meta("actorSubject");
    equal(Papers.AUDIT, where + "id", fact.isByPerson() ? subject : "", entry.getActorId());
    if (fact.isByPerson()) return;
    equal(Papers.AUDIT, where + "actor", fact.actor(), entry.getActor());
    equal(Papers.AUDIT, where + "subject", subject, entry.getActorSubject());
    if (fact.metadata().hasNonNull("actorName")) equal(Papers.AUDIT, where + "name", fact.meta("actorName"), entry.getActorName());
  }

  /** The trail is kept in a database that rounds to microseconds. */
  private static void time(String where, String expected, Instant found) {
    if (Duration.between(Instant.parse(expected), found).abs().toNanos() > 1000) equal(Papers.AUDIT, where + "time", expected, found.toString());
  }

  private static void equal(String file, String what, String expected, String found) {
    if (!expected.equals(found)) throw Altered.file(file, what + ": expected '" + expected + "' as the events have it, found '" + found + "'");
  }
}
