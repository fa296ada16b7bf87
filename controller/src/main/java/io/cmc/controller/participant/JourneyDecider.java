// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import static io.cmc.controller.activity.Decision.nothing;
import static io.cmc.controller.activity.Decision.refuse;

import io.cmc.command.BeginStage;
import io.cmc.command.ConfirmBackup;
import io.cmc.command.ConfirmRestored;
import io.cmc.command.ConfirmStopped;
import io.cmc.command.DropCheck;
import io.cmc.command.EnrolParticipant;
import io.cmc.command.HandleIncident;
import io.cmc.command.JourneyCommand;
import io.cmc.command.LookAgain;
import io.cmc.command.ParkStep;
import io.cmc.command.ReportOnParticipant;
import io.cmc.command.RetryStep;
import io.cmc.command.SetAside;
import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.activity.IncidentDeeds;
import io.cmc.controller.participant.Journey.NotEnrolled;
import io.cmc.controller.participant.Journey.OnTheWay;
import io.cmc.event.JourneyEvent.CheckDropped;
import io.cmc.event.JourneyEvent.ParticipantEnrolled;
import io.cmc.event.JourneyEvent.ParticipantSetAside;
import io.cmc.event.JourneyEvent;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepUnparked;
import io.cmc.journey.Stage;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.time.Instant;
import java.util.List;

/** What comes of a command to one participant's journey. Knows no clock, no chance, no outside. */
public final class JourneyDecider {

  private JourneyDecider() {}

  public static Decision<JourneyEvent> decide(Journey journey, JourneyCommand command) {
    return switch (journey) {
      case NotEnrolled n -> enrol(command);
      case OnTheWay o -> onTheWay(o, command).then(events -> Incidents.follow(o, events));
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
      case ConfirmBackup c -> Confirming.backup(o, c);
      case ConfirmRestored c -> Confirming.restored(o, c);
      case ConfirmStopped c -> Confirming.stopped(o, c);
      case ParkStep c -> park(o, c);
      case DropCheck c -> drop(o, c);
      case SetAside c -> setAside(o, c);
      case HandleIncident c -> handle(o, c);
      default -> throw new IllegalArgumentException("no journey knows " + command);
    };
  }

  private static Decision<JourneyEvent> begin(OnTheWay o, BeginStage c) {
    if (o.isPast(c.stage(), c.round()) || o.marks().aside() && c.stage() != Stage.RETURN_EXCLUDED) return nothing();
    if (o.activity() instanceof Doing d && Superseding.mustWait(d, c.stage())) {
      return refuse(ProblemCode.CONFLICT, "no call on its way to " + o.id().participant(), d.assignment().step() + " under way");
    }
    var all = new Unfolding(o, c.at());
    Superseding.left(o, c.at()).ifPresent(all::add);
    if (c.stage() == Stage.RETURN_EXCLUDED && !o.marks().aside()) all.add(aside(o, c.at()));
    return Decision.accept(all.through(c.stage(), c.round(), c.binding(), c.pings(), 0));
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

  private static Decision<JourneyEvent> park(OnTheWay o, ParkStep c) {
    if (!(o.activity() instanceof Doing d) || d.parked()) {
      return refuse(ProblemCode.WRONG_PHASE, "a step of " + o.id().participant() + " that waits or fails", Outcomes.words(o.activity()));
    }
    if (d.calling()) return refuse(ProblemCode.CONFLICT, "no call on its way to " + o.id().participant(), d.assignment().step() + " under way");
    var problem = Problem.of(ProblemCode.PARKED_BY_ORDER, d.assignment().step() + " to go on", c.by().reason());
    return Decision.accept(List.of(new StepParked(o.id().migration(), o.id().participant(), d.request(), problem, c.by().at())));
  }

  private static Decision<JourneyEvent> drop(OnTheWay o, DropCheck c) {
    if (o.marks().dropped().contains(c.check())) return nothing();
    return Decision.accept(List.of(new CheckDropped(o.id().migration(), o.id().participant(), c.check(), c.at())));
  }

  private static Decision<JourneyEvent> setAside(OnTheWay o, SetAside c) {
    if (o.marks().aside()) return nothing();
    if (o.activity() instanceof Doing d && d.calling()) {
      return refuse(ProblemCode.CONFLICT, "no call on its way to " + o.id().participant(), d.assignment().step() + " under way");
    }
    return Decision.accept(List.of(aside(o, c.at())));
  }

  private static ParticipantSetAside aside(OnTheWay o, Instant at) {
    return new ParticipantSetAside(o.id().migration(), o.id().participant(), at);
  }

  private static Decision<JourneyEvent> handle(OnTheWay o, HandleIncident c) {
    var lasts = o.activity() instanceof Doing d && d.parked() || o.marks().aside();
    return IncidentDeeds.whyNot(o.marks().incidents(), c.incident(), c.deed(), lasts).<Decision<JourneyEvent>>map(Decision.Refused::new)
        .orElseGet(() -> Decision.accept(List.of(
            IncidentDeeds.event(o.id().migration(), o.id().participant(), c.incident(), c.deed(), c.text(), c.by().at()))));
  }
}
