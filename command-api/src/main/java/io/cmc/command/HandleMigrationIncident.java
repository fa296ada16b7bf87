// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.IncidentId;
import io.cmc.id.MigrationId;
import io.cmc.journey.IncidentDeed;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** As {@link HandleIncident}, for one of the migration as a whole or of its domains. */
public record HandleMigrationIncident(@TargetAggregateIdentifier MigrationId migration, IncidentId incident, IncidentDeed deed, String text, OrderContext by)
    implements MigrationCommand, Order {}
