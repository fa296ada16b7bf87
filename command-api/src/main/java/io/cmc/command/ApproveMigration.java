// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.approval.Gate;
import io.cmc.id.MigrationId;
import io.cmc.id.PlanHash;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Agrees to what lies behind a gate.
 *
 * @param hash of the plan as it was read
 * @param team that the person speaks for; empty: all, or the only one that it can be
 */
public record ApproveMigration(@TargetAggregateIdentifier MigrationId migration, Gate gate, PlanHash hash, String team, OrderContext by)
    implements MigrationCommand, Order {}
