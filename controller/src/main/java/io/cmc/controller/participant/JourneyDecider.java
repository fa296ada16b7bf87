// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import static io.cmc.controller.activity.Decision.nothing;
import static io.cmc.controller.activity.Decision.refuse;

import io.cmc.command.BeginStage;
import io.cmc.command.ConfirmBackup;
import io.cmc.command.EnrolParticipant;
import io.cmc.command.JourneyCommand;
import io.cmc.command.LookAgain;
import io.cmc.command.ReportOnParticipant;
import io.cmc.command.RetryStep;
import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.participant.Journey.NotEnrolled;
import io.cmc.controller.participant.Journey.OnTheWay;
import io.cmc.event.JourneyEvent;
import io.cmc.event.JourneyEvent.BackupTaken;
import io.cmc.event.JourneyEvent.ParticipantEnrolled;
import io.cmc.event.StepEvent.StepUnparked;
import io.cmc.journey.Assignment;
import io.cmc.plan.BackupStrategy;
import io.cmc.proof.BackupProof;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.util.List;

/** What comes of a command to one participant's journey. Knows no clock, no chance, no outside. */
public final class JourneyDecider {

  private JourneyDecider() {}

  public static Decision<JourneyEvent> decide(Journey journey, JourneyCommand command) {
    return switch (journey) {
      case NotEnrolled n -> enrol(command);
      case OnTheWay o -> onTheWay(o, command);
    };
  }

  private static Decision<JourneyEvent> enrol(JourneyCommand command) {
    return command instanceof EnrolParticipant c
        ? Decision.accept(List.of(
            new ParticipantEnrolled(c.journey().migration(), c.journey().participant(), c.closing(), c.backup(), c.at())))
        : refuse(ProblemCode.PARTICIPANT_NOT_FOUND, "a participant that is enrolled", command.journey() + ", which is not");
  }

  private static Decision<JourneyEvent> onTheWay(OnTheWay o, JourneyCommand command) {
    return switch (command) {
      case EnrolParticipant c -> nothing();
      case BeginStage c -> begin(o, c);
      case LookAgain c -> lookAgain(o, c);
      case ReportOnParticipant c -> Outcomes.report(o, c.report());
      case RetryStep c -> retry(o, c);
      case ConfirmBackup c -> confirm(o, c);
      default -> throw new IllegalArgumentException("no journey knows " + command);
    };
  }

  private static Decision<JourneyEvent> begin(OnTheWay o, BeginStage c) {
    if (o.isPast(c.stage(), c.round())) return nothing();
    if (o.activity() instanceof Doing d && d.mayBeCalling()) {
      return refuse(ProblemCode.CONFLICT, "no call on its way to " + o.id().participant(), d.assignment().step() + " under way");
    }
    return Decision.accept(new Unfolding(o, c.at()).through(c.stage(), c.round(), c.binding(), c.pings(), 0));
  }

  private static Decision<JourneyEvent> lookAgain(OnTheWay o, LookAgain c) {
    if (!o.isToBeSeen(c.stage(), c.round())) return nothing();
    return Decision.accept(new Unfolding(o, c.at()).lookAgain(c.stage(), c.round()));
  }

  private static Decision<JourneyEvent> retry(OnTheWay o, RetryStep c) {
    if (!(o.activity() instanceof Doing d) || !d.parked()) {
      return refuse(ProblemCode.NOT_PARKED, "a parked step of " + o.id().participant(), Outcomes.words(o.activity()));
    }
    var at = c.by().at();
    var unparked = new StepUnparked(o.id().migration(), o.id().participant(), d.request(), at);
    return Decision.accept(new Unfolding(o, at).add(unparked).request(d.stage(), d.round(), d.assignment()).events());
  }

  private static Decision<JourneyEvent> confirm(OnTheWay o, ConfirmBackup c) {
    if (!(o.activity() instanceof Doing d) || !(d.assignment() instanceof Assignment.BackUp) || o.backup() != BackupStrategy.CONFIRM) {
      return refuse(ProblemCode.NOTHING_TO_CONFIRM, "a backup that somebody shall confirm", Outcomes.words(o.activity()));
    }
    var at = c.by().at();
    var proof = new BackupProof(BackupStrategy.CONFIRM, c.reference(), 0, "", Duration.ZERO, at, 0);
    var taken = new BackupTaken(o.id().migration(), o.id().participant(), proof, at);
    return Decision.accept(new Unfolding(o, at).add(taken).goOn(d).events());
  }
}
