// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.JourneyId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Somebody says that a participant that is to be restored does not run, where that cannot be seen. @param reference for example a ticket */
public record ConfirmStopped(@TargetAggregateIdentifier JourneyId journey, String reference, OrderContext by)
    implements JourneyCommand, Order {}
