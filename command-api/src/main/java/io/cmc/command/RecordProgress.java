// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.id.MigrationId;
import io.cmc.journey.Progress;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What participants reached, many at once. Told twice, the second time changes nothing. */
public record RecordProgress(@TargetAggregateIdentifier MigrationId migration, List<Progress> progress, Instant at)
    implements MigrationCommand {}
