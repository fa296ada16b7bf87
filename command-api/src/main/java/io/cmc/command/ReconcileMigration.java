// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.MigrationId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Compares every participant with what is recorded of it; nothing else begins meanwhile. */
public record ReconcileMigration(@TargetAggregateIdentifier MigrationId migration, OrderContext by)
    implements MigrationCommand, Order {}
