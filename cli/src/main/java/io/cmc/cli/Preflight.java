// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.AuditEntry;
import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.ReadAuditRequest;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.problem.Trouble;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Waits for the end of checks that were ordered: their end is in the audit trail, their findings in the status. */
final class Preflight {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final List<String> ENDS = List.of("PreflightPassed", "PreflightBlocked");

  private final Desk desk;
  private final GetStatusRequest request;
  private final long before;
  private boolean wasChecking;

  /** To be made before the checks are ordered: what ended earlier is not waited for. */
  Preflight(Desk desk, String migration) {
    this.desk = desk;
    this.request = GetStatusRequest.newBuilder().setMigration(migration).build();
    var now = status();
    this.before = now.map(MigrationStatus::getAsOfPosition).orElse(0L);
    this.wasChecking = now.filter(status -> status.getState() == MigrationState.CHECKING).isPresent();
  }

  /** @throws Trouble CHECKS_NOT_OVER when they take longer than --timeout */
  MigrationStatus result() {
    var giveUp = Instant.now().plus(desk.patienceForNodes());
    do {
      var end = end();
      var result = status().filter(status -> isOver(status, end));
      if (result.isPresent()) {
        return result.get();
      }
    } while (Pause.of(BETWEEN_LOOKS) && Instant.now().isBefore(giveUp));
    throw new Trouble(ExitCode.TIMED_OUT, Trouble.problem("CHECKS_NOT_OVER", "the end of the checks within " + desk.patienceForNodes().toSeconds() + " s",
        "checks still under way", "follow them with `cmc status " + request.getMigration() + "`, or wait longer with --timeout"));
  }

  private boolean isOver(MigrationStatus status, Optional<AuditEntry> end) {
    var checking = status.getState() == MigrationState.CHECKING;
    var seenToEnd = wasChecking && !checking;
    wasChecking |= checking;
    return seenToEnd || !checking && end.filter(e -> e.getPosition() <= status.getAsOfPosition()).isPresent();
  }

  private Optional<AuditEntry> end() {
    var ends = ReadAuditRequest.newBuilder().setMigration(request.getMigration()).setAfterPosition(before).addAllKinds(ENDS).setLimit(1).build();
    return desk.service().ask(() -> desk.service().queries(desk.patience()).readAudit(ends)).getEntriesList().stream().findFirst();
  }

  /** Empty while the read side does not know the migration yet. */
  private Optional<MigrationStatus> status() {
    try {
      return Optional.of(desk.service().queries(desk.patience()).getStatus(request));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw desk.service().trouble(e);
    }
  }
}
