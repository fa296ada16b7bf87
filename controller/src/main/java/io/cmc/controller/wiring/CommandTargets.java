// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.wiring;

import io.cmc.command.JourneyCommand;
import io.cmc.command.MigrationCommand;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;

/** Whom a command is for, as its annotation says. Axon itself looks for annotations on all that a command has, at each command. */
final class CommandTargets implements CommandTargetResolver {

  @Override public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> command) {
    var target = switch (command.getPayload()) {
      case JourneyCommand c -> c.journey();
      case MigrationCommand c -> c.migration();
      default -> throw new IllegalArgumentException("for nobody: " + command.getPayloadType());
    };
    return new VersionedAggregateIdentifier(target, null);
  }
}
