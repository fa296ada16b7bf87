// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.MigrationId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Ends the soak time early. */
public record RetireSource(@TargetAggregateIdentifier MigrationId migration, OrderContext by) implements MigrationCommand, Order {}
