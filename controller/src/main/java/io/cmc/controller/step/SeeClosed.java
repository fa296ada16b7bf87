// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;
import io.cmc.report.Report;
import java.time.Duration;

/** Waits until the participant itself sees that its commands are kept out, where it can see that. */
final class SeeClosed implements Step<Assignment.SeeClosed> {

  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Nodes nodes;

  SeeClosed(Nodes nodes) {
    this.nodes = nodes;
  }

  @Override public Class<Assignment.SeeClosed> assignment() {
    return Assignment.SeeClosed.class;
  }

  @Override public Sight look(Work<Assignment.SeeClosed> work) {
    var open = Closing.reopened(work.plan(), nodes.participant(work.participant()), work.plan().source().id());
    if (open.isEmpty()) return new Sight.Done(new Report.ParticipantQuiesced(work.request(), work.now()));
    var why = "waits until " + work.node() + " sees " + open.get().expected() + "; it sees " + open.get().found();
    return new Sight.Wait(why, AGAIN, work.notes());
  }
}
