// SPDX-License-Identifier: Apache-2.0
package io.cmc.event;

import io.cmc.id.MigrationId;
import io.cmc.rejection.Problem;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** What was ordered and changed no migration; each kept in a stream of its own for the audit. */
public sealed interface OrderEvent extends Event {

  /** An order was refused. @param order its name, such as StartMigration; @param node participant or empty */
  @Revision("1") record OrderRefused(MigrationId migration, String node, String order, Problem problem, Instant at) implements OrderEvent {}

  /** An event that was put aside shall be taken again. @param group read model, or kafka; @param event its id */
  @Revision("1") record DeadLetterRetried(MigrationId migration, String group, String event, Instant at) implements OrderEvent {}

  /** An event that was put aside shall be left out for good. @param group read model, or kafka; @param event its id */
  @Revision("1") record DeadLetterDiscarded(MigrationId migration, String group, String event, String reason, Instant at) implements OrderEvent {}

  /** Nobody can tell any more whom an id stands for. @param person the id */
  @Revision("1") record PersonErased(MigrationId migration, String person, Instant at) implements OrderEvent {}

  /** Nothing about a migration or a person may be forgotten. @param person whom it covers; empty: the migration, and who acted in it */
  @Revision("1") record LegalHoldSet(MigrationId migration, String person, Instant at) implements OrderEvent {}

  /** A legal hold has ended. @param person whom it covered; empty: the migration */
  @Revision("1") record LegalHoldLifted(MigrationId migration, String person, Instant at) implements OrderEvent {}

  /** Events were handed out as they are stored. @param exported a migration; empty: all; @param purpose as the client said: export, verify or evidence */
  @Revision("1") record HistoryExported(MigrationId migration, String exported, String purpose, Instant at) implements OrderEvent {}

  /** Entries of the audit trail were handed out. @param exported a migration; empty: all; @param after position after which they begin */
  @Revision("1") record AuditExported(MigrationId migration, String exported, long after, Instant at) implements OrderEvent {}

  /** History is published once more. @param topic into which; @param from position of the first event */
  @Revision("1") record EventsRepublished(MigrationId migration, String topic, long from, Instant at) implements OrderEvent {}
}
