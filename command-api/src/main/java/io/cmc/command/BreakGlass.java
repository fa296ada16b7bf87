// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.approval.Gate;
import io.cmc.id.MigrationId;
import java.time.Duration;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** In an emergency one approval will do at a gate for a while. @param lasts zero: as long as the plan allows */
public record BreakGlass(@TargetAggregateIdentifier MigrationId migration, Gate gate, Duration lasts, OrderContext by)
    implements MigrationCommand, Order {}
