// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.controller.work.Lease.Kind;
import io.cmc.event.JourneyEvent.BarrierSeen;
import io.cmc.event.JourneyEvent.FellBack;
import io.cmc.event.JourneyEvent.StageReached;
import io.cmc.event.JourneyEvent.WorkFoundInFlight;
import io.cmc.event.JourneyEvent;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepUnparked;
import io.cmc.id.NodeName;
import io.cmc.journey.Progress;
import io.cmc.journey.Stage;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;

/** What a participant tells its migration is written down in the participant's transaction, and forwarded in batches. */
@ProcessingGroup("work")
public class FanInDesk {

  private final WorkTable work;
  private final ObjectMapper json;
  private final Wake wake;

  FanInDesk(WorkTable work, ObjectMapper json, Wake wake) {
    this.work = work;
    this.json = json;
    this.wake = wake;
  }

  @EventHandler void on(StageReached e) {
    tell(e, e.stage(), e.round(), e.blocked() ? Progress.Kind.REACHED_BLOCKED : Progress.Kind.REACHED, "");
  }

  @EventHandler void on(BarrierSeen e) {
    tell(e, e.stage(), e.round(), Progress.Kind.HOLDS, "");
  }

  @EventHandler void on(FellBack e) {
    tell(e, e.stage(), e.round(), Progress.Kind.FELL_BACK, e.found());
  }

  @EventHandler void on(WorkFoundInFlight e) {
    tell(e, e.stage(), e.round(), Progress.Kind.IN_FLIGHT, e.found());
  }

  @EventHandler void on(StepParked e) {
    tell(e, Stage.CHECK_PARTICIPANTS, 0, Progress.Kind.PARKED, e.problem().code().name());
  }

  @EventHandler void on(StepUnparked e) {
    tell(e, Stage.CHECK_PARTICIPANTS, 0, Progress.Kind.UNPARKED, "");
  }

  private void tell(JourneyEvent e, Stage stage, int round, Progress.Kind kind, String detail) {
    if (e.node().equals(NodeName.DOMAINS)) return;
    var progress = new Progress(e.node(), stage, round, kind, detail);
    work.add(Kind.FAN_IN, e.migration().value(), e.node().value(), Lanes.fanIn(e.migration()), Texts.write(json, progress));
    wake.ring();
  }
}
