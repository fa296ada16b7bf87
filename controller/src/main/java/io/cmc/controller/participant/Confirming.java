// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import static io.cmc.event.JourneyEvent.BackupTaken;
import static io.cmc.event.JourneyEvent.DatabaseRestored;
import static io.cmc.event.JourneyEvent.ParticipantStopped;

import io.cmc.command.ConfirmBackup;
import io.cmc.command.ConfirmRestored;
import io.cmc.command.ConfirmStopped;
import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.participant.Journey.OnTheWay;
import io.cmc.event.JourneyEvent;
import io.cmc.journey.Assignment;
import io.cmc.plan.BackupStrategy;
import io.cmc.proof.BackupProof;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;

/** What somebody else did with a participant's database, and says so. */
final class Confirming {
  private Confirming() {}

  static Decision<JourneyEvent> backup(OnTheWay o, ConfirmBackup c) {
    if (!(o.activity() instanceof Doing d) || !(d.assignment() instanceof Assignment.BackUp) || byUs(o)) {
      return Decision.refuse(ProblemCode.NOTHING_TO_CONFIRM, "a backup that somebody shall confirm", Outcomes.words(o.activity()));
    }
    var at = c.by().at();
    var proof = new BackupProof(BackupStrategy.CONFIRM, c.reference(), 0, "", Duration.ZERO, at, 0);
    var taken = new BackupTaken(o.id().migration(), o.id().participant(), proof, at);
    return Decision.accept(new Unfolding(o, at).add(taken).goOn(d).events());
  }

  static Decision<JourneyEvent> restored(OnTheWay o, ConfirmRestored c) {
    if (!(o.activity() instanceof Doing d) || !(d.assignment() instanceof Assignment.RestoreDatabase) || byUs(o)) {
      return Decision.refuse(ProblemCode.NOTHING_TO_CONFIRM, "a restore that somebody shall confirm", Outcomes.words(o.activity()));
    }
    var restored = new DatabaseRestored(o.id().migration(), o.id().participant(), c.by().at());
    return Decision.accept(new Unfolding(o, c.by().at()).add(restored).goOn(d).events());
  }

  static Decision<JourneyEvent> stopped(OnTheWay o, ConfirmStopped c) {
    if (!(o.activity() instanceof Doing d) || !(d.assignment() instanceof Assignment.StopParticipant)) {
      return Decision.refuse(ProblemCode.NOTHING_TO_CONFIRM, "a participant that is waited for to be stopped", Outcomes.words(o.activity()));
    }
    var found = c.by().actor().subject() + " says so (" + c.reference() + ")";
    var stopped = new ParticipantStopped(o.id().migration(), o.id().participant(), found, c.by().at());
    return Decision.accept(new Unfolding(o, c.by().at()).add(stopped).goOn(d).events());
  }

  private static boolean byUs(OnTheWay o) {
    return o.backup() != BackupStrategy.CONFIRM;
  }
}
