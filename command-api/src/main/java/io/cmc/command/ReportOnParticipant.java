// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.id.JourneyId;
import io.cmc.report.Report;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

public record ReportOnParticipant(@TargetAggregateIdentifier JourneyId journey, Report report) implements JourneyCommand {}
