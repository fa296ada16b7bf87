// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.CompareRunsRequest;
import io.cmc.api.v1.ExportHistoryRequest;
import io.cmc.api.v1.GetPlanRequest;
import io.cmc.api.v1.GetStatusAtRequest;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.api.v1.RunComparison;
import io.cmc.cli.evidence.Account;
import io.cmc.cli.evidence.Facts;
import io.cmc.cli.evidence.TimingTables;
import io.cmc.cli.plan.PlanYaml;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.problem.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks for all that is known of a migration after the last event of its export. */
record Gathering(Desk desk, String migration) {

  private static final int PAGE = 1000;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  Account account(String writer) {
    var plan = desk.service().ask(() -> desk.service().queries(desk.patience()).getPlan(GetPlanRequest.newBuilder().setMigration(migration).build()));
    var lines = desk.service().ask(this::lines);
    var facts = Facts.of(lines);
    return new Account(writer, lines, PlanYaml.write(plan.getPlan()), status(facts), timings(), audit(facts));
  }

  private List<String> lines() {
    var lines = new ArrayList<String>();
    desk.service().history().export(ExportHistoryRequest.newBuilder().setMigration(migration).setPurpose("evidence").setShortest(true).build())
        .forEachRemaining(some -> lines.addAll(some.getLinesList()));
    return lines;
  }

  private MigrationStatus status(Facts facts) {
    var request = GetStatusAtRequest.newBuilder().setMigration(migration).setSequence(facts.lastSequence()).build();
    return desk.service().ask(() -> desk.service().queries(desk.patienceForHistory()).getStatusAt(request)).getStatus();
  }

  private RunComparison timings() {
    var request = CompareRunsRequest.newBuilder().setFirst(migration).setSecond(migration).build();
    return TimingTables.single(desk.service().ask(() -> desk.service().queries(desk.patienceForHistory()).compareRuns(request)));
  }

  /** The trail follows the events; what it does not have yet is waited for. */
  private List<AuditEntry> audit(Facts facts) {
    var end = System.nanoTime() + desk.patience().toNanos();
    var entries = entries(facts.lastPosition());
    while (entries.size() < facts.count()) {
      if (System.nanoTime() > end || !Pause.of(BETWEEN_LOOKS)) {
        throw new Trouble(ExitCode.TIMED_OUT, Trouble.problem("AUDIT_INCOMPLETE", "an entry of the audit trail for every event",
            entries.size() + " entries for " + facts.count() + " events", "look at `cmc dead-letters`, then repeat this"));
      }
      entries = entries(facts.lastPosition());
    }
    return entries;
  }

  private List<AuditEntry> entries(long last) {
    var all = new ArrayList<AuditEntry>();
    long before;
    var after = 0L;
    do {
      before = after;
      var request = ReadAuditRequest.newBuilder().setMigration(migration).setAfterPosition(after).setLimit(PAGE).build();
      var page = desk.service().ask(() -> desk.service().queries(desk.patience()).readAudit(request));
      page.getEntriesList().stream().filter(e -> e.getPosition() <= last).forEach(all::add);
      after = Math.max(after, page.getLastPosition());
    } while (after > before && after < last);
    return all;
  }
}
