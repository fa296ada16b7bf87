// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.MigrationId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Tries the parked step on the domains again. */
public record RetryDomainStep(@TargetAggregateIdentifier MigrationId migration, OrderContext by) implements MigrationCommand, Order {}
