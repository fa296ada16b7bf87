// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import io.cmc.id.NodeName;
import io.cmc.journey.Assignment.PingTarget;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who pings whom: every ordered pair of a small fleet; in a large one each participant pings those 1, 2, 4, 8, ... places further
 * round the circle, so that everybody is reached from everybody and a fleet of n needs n log n pings.
 */
public final class PingPlan {

  private PingPlan() {}

  public static List<PingTarget> targets(MigrationPlan plan, NodeName from) {
    var all = plan.participants();
    var at = plan.names().indexOf(from);
    var some = all.size() <= plan.verification().everyPairUpTo() ? IntStream.range(1, all.size()) : powersOfTwo(all.size());
    return some.mapToObj(step -> target(all.get((at + step) % all.size()))).toList();
  }

  private static IntStream powersOfTwo(int size) {
    return IntStream.iterate(1, step -> step < size, step -> step * 2);
  }

  private static PingTarget target(ParticipantPlan participant) {
    return new PingTarget(participant.name(), participant.uid());
  }
}
