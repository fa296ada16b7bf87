// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.access.OrderContext;
import io.cmc.event.OrderEvent.DeadLetterDiscarded;
import io.cmc.event.OrderEvent.DeadLetterRetried;
import io.cmc.id.MigrationId;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.util.Optional;

/** Takes orders about events that were put aside: writes down what shall be done, and who said so. */
public final class LetterDesk {

  /** Nobody knows whose a letter would be that is not there; the refusal is written down all the same. */
  private static final MigrationId NOBODYS = new MigrationId("unnamed");

  private final OrderDesk orders;
  private final LetterTable letters;

  public LetterDesk(OrderDesk orders, LetterTable letters) {
    this.orders = orders;
    this.letters = letters;
  }

  /** @return the migration that it is about */
  MigrationId retry(String group, String event, OrderContext by) {
    var migration = letters.migration(group, event).map(MigrationId::new);
    orders.take(subject("RetryDeadLetter", migration, group, event, by), () -> absent(migration, group, event),
        new DeadLetterRetried(migration.orElse(NOBODYS), group, event, by.at()), () -> letters.order(group, event, "RETRY"));
    return migration.orElse(NOBODYS);
  }

  /** @return the migration that it is about */
  MigrationId discard(String group, String event, OrderContext by) {
    var migration = letters.migration(group, event).map(MigrationId::new);
    orders.take(subject("DiscardDeadLetter", migration, group, event, by), () -> Objections.reason(by).or(() -> absent(migration, group, event)),
        new DeadLetterDiscarded(migration.orElse(NOBODYS), group, event, by.reason(), by.at()), () -> leaveOut(group, event, by.reason()));
    return migration.orElse(NOBODYS);
  }

  private void leaveOut(String group, String event, String reason) {
    if (group.equals(LetterTable.KAFKA)) letters.leaveOut(event, reason);
    letters.order(group, event, "DISCARD");
  }

  private static Subject subject(String order, Optional<MigrationId> migration, String group, String event, OrderContext by) {
    return new Subject(order, migration.orElse(NOBODYS), "", group + " " + event, by);
  }

  private static Optional<Problem> absent(Optional<MigrationId> migration, String group, String event) {
    return migration.isPresent() ? Optional.empty()
        : Optional.of(Problem.of(ProblemCode.LETTER_NOT_FOUND, "a dead letter of " + group + " that is the first of its sequence", "\"" + event + "\""));
  }
}
