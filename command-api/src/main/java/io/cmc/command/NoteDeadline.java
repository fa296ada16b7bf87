// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.id.MigrationId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A timer of the migration's process ran out. @param name one of the process's timer names; @param key what it was set for */
public record NoteDeadline(@TargetAggregateIdentifier MigrationId migration, String name, String key, Instant at)
    implements MigrationCommand {}
