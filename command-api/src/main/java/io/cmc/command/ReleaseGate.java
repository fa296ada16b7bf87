// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.MigrationId;
import io.cmc.journey.Phase;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** @param gate the phase that the gate stands before */
public record ReleaseGate(@TargetAggregateIdentifier MigrationId migration, Phase gate, OrderContext by)
    implements MigrationCommand, Order {}
