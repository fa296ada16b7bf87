// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * A blocking check that the plan allows to be waived no longer blocks.
 *
 * @param node participant, or the domains
 * @param check its name
 */
public record WaiveCheck(@TargetAggregateIdentifier MigrationId migration, NodeName node, String check, OrderContext by)
    implements MigrationCommand, Order {}
