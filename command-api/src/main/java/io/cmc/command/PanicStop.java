// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.MigrationId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** No call that changes a node begins any more; left only by a reconcile. */
public record PanicStop(@TargetAggregateIdentifier MigrationId migration, OrderContext by)
    implements MigrationCommand, Order {}
