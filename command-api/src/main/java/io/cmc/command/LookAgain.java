// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.id.JourneyId;
import io.cmc.journey.Stage;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** At the barrier after {@code stage}: look whether the participant is still as it was left. */
public record LookAgain(@TargetAggregateIdentifier JourneyId journey, Stage stage, int round, Instant at) implements JourneyCommand {}
