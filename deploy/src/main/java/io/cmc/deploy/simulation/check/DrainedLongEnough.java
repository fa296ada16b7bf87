// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape.Line;
import io.cmc.event.JourneyEvent.DrainProved;
import io.cmc.proof.DrainProof.InFlightSample;

/** A drain is proved by the domain's own span, and by several zero counts where the release counts. */
final class DrainedLongEnough implements Invariant {

  private static final int SAMPLES = 3;

  private final Before before;

  DrainedLongEnough(Before before) {
    this.before = before;
  }

  @Override public void see(Line line) {
    if (!(line.entry() instanceof Entry.Stored(DrainProved e))) return;
    var span = before.source().parameters().drainSpan();
    Broken.unless(!e.proof().passed().isBefore(e.proof().from().plus(span)), "the drain of " + e.node() + " ended at " + e.proof().passed()
        + ", less than " + span + " after " + e.proof().from());
    var counts = before.world().participant(e.node().value()).release.countsInFlight();
    Broken.unless(!counts || e.proof().samples().size() >= SAMPLES && e.proof().samples().stream().allMatch(InFlightSample::zero),
        "the drain of " + e.node() + " is proved by " + e.proof().samples());
  }
}
