// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.id.MigrationId;
import io.cmc.journey.Sighting;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What a reconcile saw, some participants at once. Told twice, the second time changes nothing. @param run of the reconcile */
public record RecordSightings(@TargetAggregateIdentifier MigrationId migration, int run, List<Sighting> sightings, Instant at)
    implements MigrationCommand {}
