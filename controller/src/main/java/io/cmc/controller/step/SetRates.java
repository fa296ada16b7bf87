// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;
import io.cmc.report.Report;
import java.util.OptionalInt;

/** Brings the rates of the domains to what a step wants them to be; only the calls that are still needed are made. */
abstract sealed class SetRates<A extends Assignment> implements Step<A>
    permits LowerRates, EaseRate, RestoreTargetRate, RestoreSourceRate {

  private final Nodes nodes;
  private final Class<A> assignment;

  SetRates(Nodes nodes, Class<A> assignment) {
    this.nodes = nodes;
    this.assignment = assignment;
  }

  abstract Wanted wanted(Work<A> work);

  @Override public final Class<A> assignment() {
    return assignment;
  }

  @Override public final Sight look(Work<A> work) {
    var wanted = wanted(work);
    var rates = Rates.of(nodes, work.plan());
    var target = rates.target();
    var source = wanted.source().isPresent() ? rates.source() : sourceAsLeft(rates);
    if (target == wanted.target() && source == wanted.source().orElse(source)) {
      return new Sight.Done(new Report.RatesSet(work.request(), source, target, work.now()));
    }
    return new Sight.NotYet("the rates are " + source + " on the source and " + target + " on the target");
  }

  @Override public final void act(Work<A> work) {
    var wanted = wanted(work);
    var rates = Rates.of(nodes, work.plan());
    wanted.source().ifPresent(rates::setSource);
    rates.setTarget(wanted.target());
  }

  @Override public final String intent(Work<A> work) {
    var wanted = wanted(work);
    var source = wanted.source().isPresent() ? wanted.source().getAsInt() + " on the source and " : "";
    return "set the rate for each participant to " + source + wanted.target() + " on the target";
  }

  /** A step that wants nothing of the source does not need it to run: it was left at 0, and is only told if it can be asked. */
  private static int sourceAsLeft(Rates rates) {
    try {
      return rates.source();
    } catch (NodeTrouble sourceIsDown) {
      return 0;
    }
  }

  /** @param source empty: whatever it is */
  record Wanted(OptionalInt source, int target) {

    static Wanted both(int source, int target) {
      return new Wanted(OptionalInt.of(source), target);
    }

    static Wanted target(int target) {
      return new Wanted(OptionalInt.empty(), target);
    }
  }
}
