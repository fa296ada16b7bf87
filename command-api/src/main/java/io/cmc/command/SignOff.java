// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.MigrationId;
import io.cmc.id.PlanHash;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A team's participants are ready. @param team its name as the plan has it; empty for participants of no team */
public record SignOff(@TargetAggregateIdentifier MigrationId migration, String team, PlanHash hash, OrderContext by)
    implements MigrationCommand, Order {}
