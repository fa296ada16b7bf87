// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.contract;

import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.migration.MigrationState.Mode;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Standing;
import io.cmc.deploy.simulation.time.Chance;
import io.cmc.id.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An operator who orders by a seed, whenever everything has come to rest and something has to be done. What he draws depends on nothing
 * but what he sees there, so both runners get the same orders as long as they come to the same rests.
 */
final class Whims {

  private static final int MOST = 20;

  private final Chance chance;
  private int orders;

  Whims(long seed) {
    this.chance = new Chance(seed).another();
  }

  /** Nobody can say that he did not try. */
  boolean isTired() {
    return orders >= MOST;
  }

  /** @return empty: nothing is to be done just now */
  Optional<Consumer<Theatre>> next(Theatre theatre) {
    if (!theatre.settled() || isTired()) return Optional.empty();
    return Moments.underway(theatre).flatMap(u -> choice(theatre, u)).map(deed -> t -> {
      orders++;
      deed.accept(t);
    });
  }

  private Optional<Consumer<Theatre>> choice(Theatre theatre, Underway u) {
    var stops = u.notes().stops();
    if (stops.any()) return Optional.of(stops.differing().isEmpty() && stops.foreign().isEmpty() ? Deeds.resume() : Deeds.accept());
    var parked = parked(theatre);
    if (!parked.isEmpty()) return Optional.of(aboutParked(u, parked));
    return u.standing() instanceof Standing.AtGate g ? Optional.of(atGate(theatre, u, g)) : Optional.empty();
  }

  private static List<String> parked(Theatre theatre) {
    var all = new ArrayList<>(theatre.plan().names());
    all.add(NodeName.DOMAINS);
    return all.stream().filter(n -> Moments.doing(theatre, n).filter(Doing::parked).isPresent()).map(NodeName::value).toList();
  }

  private Consumer<Theatre> aboutParked(Underway u, List<String> parked) {
    var node = chance.of(parked);
    return switch (chance.between(0, 9)) {
      case 0 -> back(u);
      case 1 -> new NodeName(node).isDomains() ? Deeds.retry(node) : Deeds.exclude(node);
      case 2 -> Deeds.hold();
      case 3 -> Deeds.panic();
      default -> Deeds.retry(node);
    };
  }

  private Consumer<Theatre> atGate(Theatre theatre, Underway u, Standing.AtGate gate) {
    var someone = chance.of(theatre.plan().names()).value();
    return switch (chance.between(0, 11)) {
      case 0 -> chance.oneIn(2) ? back(u) : Deeds.hold();
      case 1 -> Deeds.exclude(someone);
      case 2 -> Deeds.reconcile();
      case 3 -> Deeds.amend(Setting.pace(1, chance.between(1, 4)));
      case 4 -> Deeds.park(someone);
      case 5 -> Deeds.waive(someone);
      default -> Deeds.release(gate.gate());
    };
  }

  private static Consumer<Theatre> back(Underway u) {
    return switch (u.notes().wayBack()) {
      case FREE -> u.mode() == Mode.FORWARD ? Deeds.abort() : Deeds.hold();
      case RESTORE_ALL -> Deeds.restore();
      case FORWARD_ONLY -> Deeds.hold();
    };
  }
}
