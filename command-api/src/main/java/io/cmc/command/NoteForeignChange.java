// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Somebody else changed a participant, or the domains. @param recorded what it was left as; @param found what it is now */
public record NoteForeignChange(@TargetAggregateIdentifier MigrationId migration, NodeName node, String recorded, String found, Instant at)
    implements MigrationCommand {}
