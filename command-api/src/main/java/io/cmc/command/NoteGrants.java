// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.Grants;
import io.cmc.id.MigrationId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Somebody who approved something was seen with these roles. May come again. */
public record NoteGrants(@TargetAggregateIdentifier MigrationId migration, String subject, Grants grants, Instant at)
    implements MigrationCommand {}
