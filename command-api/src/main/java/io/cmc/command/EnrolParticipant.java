// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.id.JourneyId;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Begins the stream of a participant's journey. */
public record EnrolParticipant(@TargetAggregateIdentifier JourneyId journey, ClosingStrategy closing, BackupStrategy backup, Instant at)
    implements JourneyCommand {}
