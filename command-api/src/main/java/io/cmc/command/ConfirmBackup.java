// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.JourneyId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Somebody says that a participant's database was backed up. @param reference for example a snapshot id */
public record ConfirmBackup(@TargetAggregateIdentifier JourneyId journey, String reference, OrderContext by)
    implements JourneyCommand, Order {}
