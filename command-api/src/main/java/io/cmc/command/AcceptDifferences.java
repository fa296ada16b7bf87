// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.MigrationId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A person knows the differences that a reconcile found, and the migration may go on. */
public record AcceptDifferences(@TargetAggregateIdentifier MigrationId migration, OrderContext by)
    implements MigrationCommand, Order {}
