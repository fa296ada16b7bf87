// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.JourneyId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Tries a participant's parked step again. */
public record RetryStep(@TargetAggregateIdentifier JourneyId journey, OrderContext by) implements JourneyCommand, Order {}
