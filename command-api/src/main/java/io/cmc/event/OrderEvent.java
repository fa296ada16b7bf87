// SPDX-License-Identifier: Apache-2.0
package io.cmc.event;

import io.cmc.id.MigrationId;
import io.cmc.rejection.Problem;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** What happened to orders that changed nothing; kept in a stream of their own for the audit. */
public sealed interface OrderEvent extends Event {

  /** An order was refused. @param order its name, such as StartMigration; @param node participant or empty */
  @Revision("1") record OrderRefused(MigrationId migration, String node, String order, Problem problem, Instant at) implements OrderEvent {}
}
