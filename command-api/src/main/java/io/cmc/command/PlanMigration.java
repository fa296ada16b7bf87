// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.MigrationId;
import io.cmc.id.PlanHash;
import io.cmc.plan.MigrationPlan;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Keeps a plan. The same plan under the same name again changes nothing. */
public record PlanMigration(@TargetAggregateIdentifier MigrationId migration, MigrationPlan plan, PlanHash hash, OrderContext by)
    implements MigrationCommand, Order {}
