// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.JourneyId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Somebody says that a participant's database was restored from the backup that somebody took. @param reference for example a ticket */
public record ConfirmRestored(@TargetAggregateIdentifier JourneyId journey, String reference, OrderContext by)
    implements JourneyCommand, Order {}
