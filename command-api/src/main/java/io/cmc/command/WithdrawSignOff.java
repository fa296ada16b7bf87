// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.MigrationId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A team's participants are not ready after all; until the start. */
public record WithdrawSignOff(@TargetAggregateIdentifier MigrationId migration, String team, OrderContext by)
    implements MigrationCommand, Order {}
