// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.GetStatusRequest;
import io.cmc.api.v1.MigrationStatus;
import io.cmc.api.v1.client.StatusChanges;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.problem.Trouble;
import io.cmc.cli.text.Times;
import io.cmc.cli.text.Words;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Follows one migration. A service that goes away is waited for, since a migration goes on where it stopped; a migration that is
 * not there yet is waited for too, since the read side comes a moment after the order.
 */
final class Follow {

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(300);

  private final Desk desk;
  private final GetStatusRequest request;
  private final StatusView view;
  private Instant lastContact;
  /** As a whole, whatever was told of it. */
  private MigrationStatus last;
  private boolean saidGone;

  /** @param fresh whether the migration was ordered a moment ago, so that the read side may not know it */
  Follow(Desk desk, String migration, StatusView view, boolean fresh) {
    this.desk = desk;
    this.request = GetStatusRequest.newBuilder().setMigration(migration).setOnlyChanges(true).build();
    this.view = view;
    this.lastContact = fresh ? Instant.now() : Instant.MIN;
  }

  /** Shows every status until one is enough, or the migration has ended. */
  MigrationStatus until(Predicate<MigrationStatus> enough) {
    while (true) {
      try {
        if (watch(enough)) {
          return last;
        }
      } catch (StatusRuntimeException e) {
        refuseUnlessPassing(e);
      }
      if (!Pause.of(BETWEEN_ATTEMPTS)) {
        throw new Trouble(ExitCode.UNEXPECTED, Trouble.problem("INTERRUPTED", "to follow to the end", "an interrupt", "look with `cmc status`"));
      }
    }
  }

  /** @return whether it is over; otherwise the service ended the stream too early */
  private boolean watch(Predicate<MigrationStatus> enough) {
    var statuses = desk.service().queries().watchStatus(request);
    while (statuses.hasNext()) {
      last = StatusChanges.over(last, statuses.next());
      lastContact = Instant.now();
      saidGone = false;
      view.show(last);
      if (enough.test(last) || Words.ended(last.getState())) {
        return true;
      }
    }
    return false;
  }

  private void refuseUnlessPassing(StatusRuntimeException e) {
    if (!isPassing(e.getStatus().getCode()) || lastContact.plus(desk.patience()).isBefore(Instant.now())) {
      throw desk.service().trouble(e);
    }
    if (!saidGone && e.getStatus().getCode() != Status.Code.NOT_FOUND) {
      saidGone = true;
      desk.screen().err().println("the service does not answer since " + new Times(desk.screen().clock()).now()
          + "; the migration goes on when it is back, waiting up to " + desk.patience().toSeconds() + " s");
      desk.screen().err().flush();
    }
  }

  /** A service that is stopped in good order cancels its streams. */
  private boolean isPassing(Status.Code code) {
    return code == Status.Code.UNAVAILABLE || code == Status.Code.CANCELLED || last == null && code == Status.Code.NOT_FOUND;
  }
}
