// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * The participant does not come along: it stays on the source. Needs two people: the first proposes, the second agrees to the same.
 *
 * @param shown digest of what was shown to be cut off, see {@code PreviewExclusion}
 */
public record ExcludeParticipant(@TargetAggregateIdentifier MigrationId migration, NodeName node, String shown, OrderContext by)
    implements MigrationCommand, Order {}
