// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.MigrationId;
import io.cmc.journey.Confirmation;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Somebody says that something about the domains or the ingress is done. @param reference for example a change number */
public record ConfirmExternally(@TargetAggregateIdentifier MigrationId migration, Confirmation what, String reference, OrderContext by)
    implements MigrationCommand, Order {}
