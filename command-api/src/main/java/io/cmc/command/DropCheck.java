// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.id.JourneyId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A check of this name was waived for the participant. */
public record DropCheck(@TargetAggregateIdentifier JourneyId journey, String check, Instant at) implements JourneyCommand {}
