// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.IncidentId;
import io.cmc.id.JourneyId;
import io.cmc.journey.IncidentDeed;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** @param text a comment, or why it is closed; may be empty for an acknowledgement */
public record HandleIncident(@TargetAggregateIdentifier JourneyId journey, IncidentId incident, IncidentDeed deed, String text, OrderContext by)
    implements JourneyCommand, Order {}
