// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.id.MigrationId;
import io.cmc.journey.ReconcileCause;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** As {@link ReconcileMigration}, by the service itself. Told twice while one runs, the second time changes nothing. */
public record BeginReconcile(@TargetAggregateIdentifier MigrationId migration, ReconcileCause cause, Instant at)
    implements MigrationCommand {}
