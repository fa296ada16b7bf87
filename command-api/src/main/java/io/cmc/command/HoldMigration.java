// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.MigrationId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** No new step begins; running ones end. */
public record HoldMigration(@TargetAggregateIdentifier MigrationId migration, OrderContext by) implements MigrationCommand, Order {}
