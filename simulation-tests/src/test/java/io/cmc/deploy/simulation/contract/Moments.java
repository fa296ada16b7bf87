// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.controller.activity.Activity;
import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Standing;
import io.cmc.controller.participant.Journey;
import io.cmc.controller.participant.Position;
import io.cmc.id.NodeName;
import io.cmc.journey.Phase;
import java.util.Optional;
import java.util.function.Predicate;

/** States of a migration that can be waited for: what is at rest stays so until somebody does something. */
final class Moments {

  private Moments() {}

  static Predicate<Theatre> atGate(Phase gate) {
    return t -> t.settled() && underway(t).filter(u -> u.standing() instanceof Standing.AtGate g && g.gate() == gate && !u.notes().stops().any())
        .isPresent();
  }

  /** And everybody else has come as far as can be. */
  static Predicate<Theatre> parked(String... nodes) {
    return t -> {
      for (var node : nodes) if (doing(t, new NodeName(node)).filter(Doing::parked).isEmpty()) return false;
      return t.settled();
    };
  }

  /** An attempt failed, and the next is not due yet. */
  static Predicate<Theatre> delayed(String node) {
    return t -> doing(t, new NodeName(node)).filter(d -> d.mode() == Doing.Mode.DELAYED).isPresent();
  }

  static Predicate<Theatre> onSource(String node) {
    return t -> Deeds.node(t, node).connectedTo(t.world().domain(t.plan().source().id().value()));
  }

  /** By a person, a difference or a panic stop. */
  static Predicate<Theatre> stopped() {
    return t -> t.settled() && underway(t).filter(u -> u.notes().stops().any()).isPresent();
  }

  static Predicate<Theatre> ended() {
    return t -> t.settled() && isOver(t);
  }

  /** Ended, and who was excluded is back. */
  static boolean isOver(Theatre t) {
    return t.state() instanceof MigrationState.Kept k && !(k instanceof Underway) && !(k instanceof MigrationState.Planned)
        && k.plan().aside().stream().allMatch(p -> isBack(t, p.name()));
  }

  private static boolean isBack(Theatre t, NodeName node) {
    return !(t.journey(node) instanceof Journey.OnTheWay o) || o.position() instanceof Position.Returned || o.position() instanceof Position.Enrolled;
  }

  static Optional<Underway> underway(Theatre t) {
    return t.state() instanceof Underway u ? Optional.of(u) : Optional.empty();
  }

  static Optional<Doing> doing(Theatre t, NodeName node) {
    Activity activity = new Activity.Idle();
    if (node.isDomains() && t.state() instanceof Underway u && u.standing() instanceof Standing.OnDomains d) activity = d.activity();
    if (!node.isDomains() && t.journey(node) instanceof Journey.OnTheWay o) activity = o.activity();
    return activity instanceof Doing d ? Optional.of(d) : Optional.empty();
  }
}
