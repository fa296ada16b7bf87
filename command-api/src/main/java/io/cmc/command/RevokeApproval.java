// SPDX-License-Identifier: Apache-2.0
package io.cmc.command;

import io.cmc.access.OrderContext;
import io.cmc.approval.Gate;
import io.cmc.id.MigrationId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** An approval counts no more. @param subject whose; empty: the caller's own, another's only an administrator takes back */
public record RevokeApproval(@TargetAggregateIdentifier MigrationId migration, Gate gate, String subject, OrderContext by)
    implements MigrationCommand, Order {}
