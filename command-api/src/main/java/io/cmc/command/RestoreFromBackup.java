// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.MigrationId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Back to the source by the databases of all participants; if a look proves that nobody began to move, without them. */
public record RestoreFromBackup(@TargetAggregateIdentifier MigrationId migration, OrderContext by)
    implements MigrationCommand, Order {}
