// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.ParticipantNode.Configured;
import io.cmc.controller.port.ParticipantNode.Connected;
import io.cmc.plan.MigrationPlan;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Stream;

/** How far a move has come, by the domains that a participant lists as configured: it lists active ones only (docs/canton.md). */
enum Whereabouts {
  /** Not begun, or not further than its first checks. */
  SOURCE,
  /** Begun and not finished: it runs, or it stopped half-way. */
  NEITHER,
  /** The contracts are moved; the source may still have to be marked as left. */
  TARGET,
  /** Somebody made the target known before, and nothing was begun. */
  BOTH;

  static Whereabouts of(MigrationPlan plan, Connections connections) {
    var source = connections.configured(plan.source().alias()).isPresent();
    var target = connections.configured(plan.target().alias()).isPresent();
    if (source) return target ? BOTH : SOURCE;
    return target ? TARGET : NEITHER;
  }

  /** How the participant already knows the target by another name; Canton never lets it have two. */
  static Optional<String> targetUnderAnotherAlias(MigrationPlan plan, Connections connections) {
    var target = plan.target();
    var byId = connections.connected().stream().filter(c -> c.id().equals(target.id())).map(Connected::alias);
    var byAddress = connections.configured().stream()
        .filter(c -> !Collections.disjoint(c.sequencers(), target.sequencers())).map(Configured::alias);
    return Stream.concat(byId, byAddress).filter(alias -> !alias.equals(target.alias())).findFirst()
        .map(alias -> "it is known as " + alias);
  }
}
