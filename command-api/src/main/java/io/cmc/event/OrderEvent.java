// SPDX-License-Identifier: Apache-2.0
package io.cmc.event;

import io.cmc.id.MigrationId;
import io.cmc.rejection.Problem;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** What happened to orders that changed no migration; each kept in a stream of its own for the audit. */
public sealed interface OrderEvent extends Event {

  /** An order was refused. @param order its name, such as StartMigration; @param node participant or empty */
  @Revision("1") record OrderRefused(MigrationId migration, String node, String order, Problem problem, Instant at) implements OrderEvent {}

  /** An event that was put aside shall be taken again. @param group read model, or kafka; @param event its id */
  @Revision("1") record DeadLetterRetried(MigrationId migration, String group, String event, Instant at) implements OrderEvent {}

  /** An event that was put aside shall be left out for good. @param group read model, or kafka; @param event its id */
  @Revision("1") record DeadLetterDiscarded(MigrationId migration, String group, String event, String reason, Instant at) implements OrderEvent {}
}
