// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.JourneyId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Sets a participant's waiting or failing step aside until somebody retries it. */
public record ParkStep(@TargetAggregateIdentifier JourneyId journey, OrderContext by)
    implements JourneyCommand, Order {}
