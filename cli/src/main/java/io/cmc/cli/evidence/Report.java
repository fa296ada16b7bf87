// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.evidence;

import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.MigrationStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a change board reads and prints: what was done, when, by whom, with which result, and what proves it. */
final class Report {

  private final Account account;
  private final Facts facts;
  private final MigrationStatus status;
  private final Map<Long, String> sentences;
  private final Map<Long, String> actors;

  Report(Account account, Facts facts) {
    this.account = account;
    this.facts = facts;
    this.status = account.status();
    this.sentences = account.audit().stream().collect(Collectors.toMap(AuditEntry::getPosition, AuditEntry::getSummary, (a, _) -> a));
    this.actors = account.audit().stream().collect(Collectors.toMap(AuditEntry::getPosition, AuditEntry::getActor, (a, _) -> a));
  }

  String html() {
    var page = new Html("Migration " + status.getMigration() + ": " + status.getState());
    page.paragraph("As known after event %d of %d, position %d of the store. All times are UTC. Written by %s.".formatted(facts.lastSequence(),
        facts.count(), facts.lastPosition(), account.writer()));
    what(page);
    result(page);
    participants(page);
    gates(page);
    approvals(page);
    deviations(page);
    incidents(page);
    new ProofTables(facts).on(page);
    new TimingTables(account.timings()).on(page);
    verifying(page);
    return page.toString();
  }

  private void what(Html page) {
    var plan = facts.of("MigrationPlanned").getFirst().payload().path("plan");
    page.section("What").pairs(List.of(
        List.of("From", plan.at("/source/alias").asText() + ", " + plan.at("/source/id").asText() + ", protocol version "
            + plan.at("/source/protocolVersion").asText()),
        List.of("To", plan.at("/target/alias").asText() + ", " + plan.at("/target/id").asText() + ", protocol version "
            + plan.at("/target/protocolVersion").asText()),
        List.of("Participants", Integer.toString(plan.path("participants").size())),
        List.of("New commands are kept out by", plan.path("closing").asText()),
        List.of("Gates before", StreamSupport.stream(plan.path("holdBefore").spliterator(), false).map(p -> p.asText()).collect(Collectors.joining(", "))),
        List.of("Hash of the plan", status.getPlanHash())));
  }

  private void result(Html page) {
    var rows = new ArrayList<List<String>>(List.of(List.of("Result", status.getState().name()), List.of("Way back", status.getWayBack().name()),
        List.of("Planned", Words.time(status.getPlannedAt())), List.of("Started", Words.time(status.getStartedAt())),
        List.of("Ended", Words.time(status.getEndedAt()))));
    if (!status.getWaitsFor().isEmpty()) rows.add(List.of("Waits for", status.getWaitsFor()));
    facts.of("PointOfNoReturnCrossed", "PointOfNoReturnTakenBack").forEach(f -> rows.add(List.of("Point of no return " + f.text("point"),
        (f.kind().equals("PointOfNoReturnCrossed") ? "crossed " : "taken back ") + f.at())));
    rows.addAll(TimingTables.whole(account.timings()));
    page.section("When and with which result").pairs(rows);
  }

  private void participants(Html page) {
    page.section("Participants").table(List.of("Participant", "Node", "Team", "Result", "Since", "Contracts", "Backup"),
        status.getParticipantsList().stream().map(p -> List.of(p.getName(), p.getUid(), p.getTeam(),
            p.getExcluded() ? p.getPosition() + ", left behind" : p.getPosition(), Words.time(p.getPositionSince()),
            contracts(p.getName()), backup(p.getName()))).toList(), "There are none.");
  }

  private String contracts(String participant) {
    return facts.last("ContractsCompared", participant).map(f -> f.payload().at("/before/digest").equals(f.payload().at("/after/digest"))
        ? f.payload().at("/after/count").asText() + ", the same as before" : "DIFFER: " + f.payload().at("/before/count").asText() + " before, "
        + f.payload().at("/after/count").asText() + " after").orElse("not compared");
  }

  private String backup(String participant) {
    return facts.last("BackupTaken", participant).map(f -> f.payload().at("/backup/strategy").asText()
        + (facts.last("BackupProved", participant).isPresent() ? ", proved by restoring it" : "")).orElse("none");
  }

  private void gates(Html page) {
    page.section("Gates").table(List.of("Time", "Gate before", "What", "By", "Reason"), facts.of("GateHeld", "GateReleased").stream()
        .map(f -> f.kind().equals("GateHeld") ? List.of(f.at(), f.text("gate"), "shut", "", "")
            : List.of(f.at(), f.text("gate"), "released", who(f), f.meta("reason"))).toList(), "There were none.");
  }

  private void approvals(Html page) {
    page.section("Orders and approvals").table(List.of("Time", "Who", "Teams", "Known by", "What", "Reason", "Ticket"), account.audit().stream()
        .filter(Papers::isApproval).map(Report::order).toList(), "There were none.");
  }

  private static List<String> order(AuditEntry e) {
    return List.of(Words.time(e.getAt()), e.getActor(), String.join(", ", e.getActorTeamsList()), e.getAuthentication(), e.getSummary(), e.getReason(), e.getTicket());
  }

  private void deviations(Html page) {
    var rows = facts.of("OrderRefused", "GlassBroken", "CheckWaived", "ExclusionProposed", "ParticipantExcluded", "MigrationAmended", "MigrationHeld", "PanicStopped",
        "ForeignChangeSeen", "DifferencesAccepted", "PhaseOverdue", "WindowTooShort", "DrainBeganAgain", "WorkSeenInFlight", "ParticipantsParked",
        "StepParked", "StepUnresolved", "AbortBegan", "RestoreBegan").stream().map(f -> List.of(f.at(), f.kind(), f.participant(), sentences.getOrDefault(f.position(), ""))).toList();
    page.section("Deviations").table(List.of("Time", "What", "Participant", "Said"), rows, "There were none.");
    if (status.getDifferencesCount() > 0) {
      page.table(List.of("Participant", "Recorded", "Found", "Seen"), status.getDifferencesList().stream().map(d -> List.of(d.getParticipant(),
          d.getRecorded(), d.getFound(), Words.time(d.getAt()))).toList(), "");
    }
  }

  private void incidents(Html page) {
    page.section("Incidents").table(List.of("Opened", "Incident", "Code", "Expected", "Found", "What people did"), Incidents.of(facts).stream()
        .map(i -> List.of(i.opened().at(), i.id(), i.problem().path("code").asText(), i.problem().path("expected").asText(),
            i.problem().path("found").asText(), i.deeds().stream().map(this::deed).collect(Collectors.joining("; ")) + (i.isClosed() ? "" : " (open)")))
        .toList(), "There were none.");
  }

  /** By name, which the trail has. */
  private String who(Fact fact) {
    return actors.getOrDefault(fact.position(), fact.actor());
  }

  private String deed(Fact fact) {
    return fact.at() + " " + who(fact) + " " + fact.kind().replace("Incident", "").toLowerCase(Locale.ROOT) + ": " + fact.text("text");
  }

  private void verifying(Html page) {
    page.section("How to verify").paragraph("This page is one file of a bundle. No service is needed to verify the bundle, only the cmc client:")
        .code(List.of("cmc verify BUNDLE.zip --trust FINGERPRINT"))
        .paragraph("FINGERPRINT is that of the key which signs the service's checkpoints; have it from somebody you trust, and not from the bundle."
            + " Exit 0: the events are proved, and the other files agree with them. 20: something is not as it was; the file and the first bad event"
            + " are named. 21: nothing is wrong, but something is left to be believed. The SHA-256 of plan.json is the hash of the plan; manifest.json"
            + " has the SHA-256 of every file. Who gave an order is as sure as the authentication that stands beside the name.");
  }
}
