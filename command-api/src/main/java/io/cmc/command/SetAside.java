// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.id.JourneyId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** The participant was excluded: what it was doing is given up. */
public record SetAside(@TargetAggregateIdentifier JourneyId journey, Instant at)
    implements JourneyCommand {}
