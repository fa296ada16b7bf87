// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cmc.api.v1.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files of a bundle. What can be made of the events is made of the events. */
public final class Papers {

  static final String REPORT = "report.html";
  static final String PLAN = "plan.json";
  static final String PLAN_NOW = "plan-now.yaml";
  static final String EVENTS = "events.jsonl";
  static final String APPROVALS = "approvals.json";
  static final String PROOFS = "proofs.json";
  static final String PINGS = "pings.json";
  static final String INCIDENTS = "incidents.json";
  static final String TIMINGS = "timings.json";
  static final String STATUS = "status.json";
  static final String AUDIT = "audit.jsonl";

  /** But the manifest, in their order. */
  static final List<String> ALL = List.of(REPORT, PLAN, PLAN_NOW, EVENTS, APPROVALS, PROOFS, PINGS, INCIDENTS, TIMINGS, STATUS, AUDIT);

  /** Orders by which people let something happen, or kept it from happening. */
  private static final Set<String> ORDERS = Set.of("MigrationPlanned", "MigrationStarted", "MigrationHeld", "MigrationResumed", "GateReleased",
      "ExternallyConfirmed", "AbortBegan", "PanicStopped", "DifferencesAccepted", "RestoreBegan", "CheckWaived", "ExclusionProposed",
      "ParticipantExcluded", "MigrationAmended", "CrossingAsked", "ApprovalGiven", "ApprovalRevoked", "ApprovalExpired", "ApprovalsVoided", "GateCrossed",
      "TeamSignedOff", "SignOffWithdrawn", "DeedProposed", "GlassBroken", "GlassMended");
  /** Said by a person where the plan leaves the deed to others. */
  private static final Set<String> CONFIRMED = Set.of("BackupTaken", "SourceBackupTaken", "ParticipantStopped", "DatabaseRestored", "SourceRetired",
      "SoakEnded");
  private static final String[] PROVED = {"LimitsSaved", "RatesSaved", "DrainProved", "ContractsListed", "BackupTaken", "SourceBackupTaken", "BackupProved",
      "ContractsMoved", "ContractsCompared", "LimitsRestored", "RatesRestored", "DatabaseRestored", "SourceRetired"};

  private Papers() {}

  /** All files, the manifest first. */
  public static Map<String, byte[]> of(Account account) {
    var facts = account.facts();
    var files = new LinkedHashMap<String, byte[]>();
    files.put(Manifest.NAME, new byte[0]);
    files.put(REPORT, new Report(account, facts).html().getBytes(StandardCharsets.UTF_8));
    files.put(PLAN, plan(facts));
    files.put(PLAN_NOW, account.planNow().getBytes(StandardCharsets.UTF_8));
    files.put(EVENTS, lines(account.lines()));
    files.put(APPROVALS, approvals(account));
    files.put(PROOFS, proofs(facts));
    files.put(PINGS, pings(facts));
    files.put(INCIDENTS, Incidents.document(facts));
    files.put(TIMINGS, Json.document(account.timings()));
    files.put(STATUS, Json.document(account.status()));
    files.put(AUDIT, lines(account.audit().stream().map(Json::line).toList()));
    files.put(Manifest.NAME, Manifest.of(account.status().getMigration(), account.writer(), files));
    return files;
  }

  private static byte[] lines(Iterable<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes whose SHA-256 is the plan's hash. */
  private static byte[] plan(Facts facts) {
    return Json.canonical(facts.of("MigrationPlanned").getFirst().payload().path("plan"));
  }

  static boolean isApproval(AuditEntry entry) {
    return ORDERS.contains(entry.getKind()) || CONFIRMED.contains(entry.getKind()) && !entry.getAuthentication().equals("service");
  }

  private static byte[] approvals(Account account) {
    var document = Json.object().put("migration", account.status().getMigration());
    var list = document.putArray("approvals");
    account.audit().stream().filter(Papers::isApproval).forEach(e -> {
      var approval = list.addObject().put("position", e.getPosition()).put("at", Words.time(e.getAt())).put("kind", e.getKind())
          .put("participant", e.getParticipant()).put("by", e.getActor()).put("teams", String.join(",", e.getActorTeamsList())).put("authentication", e.getAuthentication())
          .put("reason", e.getReason()).put("ticket", e.getTicket()).put("summary", e.getSummary());
      if (!e.getKind().equals("MigrationPlanned")) approval.set("event", Json.read(e.getDetailJson()));
    });
    return Json.document(document);
  }

  private static byte[] proofs(Facts facts) {
    var document = Json.object();
    var list = document.putArray("proofs");
    facts.of(PROVED).forEach(f -> {
      var proof = list.addObject().put("kind", f.kind()).put("participant", f.participant()).put("at", f.at()).put("position", f.position());
      f.payload().fields().forEachRemaining(field -> {
        if (!Set.of("migration", "node", "at").contains(field.getKey())) proof.set(field.getKey(), field.getValue());
      });
    });
    return Json.document(document);
  }

  private static byte[] pings(Facts facts) {
    var document = Json.object();
    var list = document.putArray("pings");
    facts.of("PingsAnswered").forEach(f -> f.payload().path("pings").forEach(p -> {
      var ping = list.addObject().put("from", f.participant());
      ping.setAll((ObjectNode) p.deepCopy());
      ping.put("at", f.at());
    }));
    return Json.document(document);
  }
}
