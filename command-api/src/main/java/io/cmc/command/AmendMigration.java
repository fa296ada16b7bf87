// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.MigrationId;
import io.cmc.plan.Amendment;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Changes what may be changed on the way. */
public record AmendMigration(@TargetAggregateIdentifier MigrationId migration, Amendment amendment, OrderContext by)
    implements MigrationCommand, Order {}
