// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.MigrationId;
import io.cmc.id.PlanHash;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** @param hash of the plan that was reviewed */
public record StartMigration(@TargetAggregateIdentifier MigrationId migration, PlanHash hash, OrderContext by)
    implements MigrationCommand, Order {}
