// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.MigrationId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Back to the source, before the first point of no return. */
public record AbortMigration(@TargetAggregateIdentifier MigrationId migration, OrderContext by) implements MigrationCommand, Order {}
