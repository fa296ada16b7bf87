// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.id.JourneyId;
import io.cmc.journey.Assignment.PingTarget;
import io.cmc.journey.Stage;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * The participant shall go through a stage. Told twice, the second time changes nothing.
 *
 * @param round of the stage; a later one begins where participants fell back at the barrier
 * @param binding whether the migration is started: a blocking finding then parks
 * @param pings whom to ping, in the stage that pings
 */
public record BeginStage(@TargetAggregateIdentifier JourneyId journey, Stage stage, int round, boolean binding, List<PingTarget> pings,
    Instant at) implements JourneyCommand {}
