// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.controller.activity.Decision.accept;
import static io.cmc.controller.activity.Decision.refuse;

import io.cmc.access.Role;
import io.cmc.command.BreakGlass;
import io.cmc.command.HandleMigrationIncident;
import io.cmc.command.NoteDeadline;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationState.Kept;
import io.cmc.event.ApprovalEvent.GlassBroken;
import io.cmc.event.ApprovalEvent.GlassMended;
import io.cmc.event.IncidentEvent.IncidentAcknowledged;
import io.cmc.event.IncidentEvent.IncidentClosed;
import io.cmc.event.MigrationEvent;
import io.cmc.id.NodeName;
import io.cmc.journey.IncidentDeed;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** In an emergency one approval will do: for a time, loudly, and never that of whoever made it so. */
final class Glass {
  private Glass() {}

  static Decision<MigrationEvent> shatter(MigrationState state, BreakGlass c) {
    if (!(state instanceof Kept k) || Approving.isOver(k)) return MigrationDecider.wrong("a migration that was planned and goes forward", state);
    var terms = Crossing.terms(k);
    if (terms.isEmpty() || terms.get().rule(c.gate()).isEmpty() || Approving.isBehind(k, c.gate())) {
      return refuse(ProblemCode.NO_APPROVAL_ASKED, "a gate that waits for approvals", c.gate().name());
    }
    var actor = c.by().actor();
    if (!actor.grants().hasEverywhere(Role.ADMIN)) return refuse(ProblemCode.NOT_AN_APPROVER, Role.ADMIN + " for all teams", actor.name() + " without it");
    var most = terms.get().breakGlass();
    if (most.isZero() || c.lasts().compareTo(most) > 0) return refuse(ProblemCode.BREAK_GLASS_LIMIT, "at most " + most, c.lasts().toString());
    return accept(broken(k, c, c.lasts().isPositive() ? c.lasts() : most));
  }

  private static List<MigrationEvent> broken(Kept k, BreakGlass c, Duration lasts) {
    var actor = c.by().actor();
    var until = c.by().at().plus(lasts);
    var all = new Advance(k, c.by().at())
        .add(new GlassBroken(c.migration(), c.gate(), actor.subject(), actor.name(), c.by().reason(), until, c.by().at()));
    var problem = Problem.of(ProblemCode.BREAK_GLASS, "the approvals that the plan asks for at " + c.gate(),
        "one will do until " + until + ", by order of " + actor.name() + ": " + c.by().reason());
    k.incidents().open(c.migration().value(), c.migration(), NodeName.DOMAINS, problem, c.by().at()).ifPresent(all::add);
    return all.on();
  }

  static Decision<MigrationEvent> mend(Kept k, NoteDeadline c) {
    return accept(k.consents().glasses().stream().filter(g -> !g.over() && !c.at().isBefore(g.until()))
        .map(g -> new GlassMended(c.migration(), g.gate(), c.at())).toList());
  }

  static boolean isAbout(Kept k, HandleMigrationIncident c) {
    return k.incidents().knows(c.incident()) && k.incidents().open().get(c.incident().value()).code() == ProblemCode.BREAK_GLASS;
  }

  /** It closes when somebody else acknowledges it, and in no other way. */
  static Decision<MigrationEvent> handle(Kept k, HandleMigrationIncident c) {
    var other = !k.consents().brokeGlass(c.by().actor().subject());
    if (c.deed() == IncidentDeed.COMMENT) return accept(List.of(MigrationDecider.deed(k, c)));
    if (!other) return refuse(ProblemCode.SECOND_PERSON_NEEDED, "somebody else than " + c.by().actor().name(), "the one who lowered the count");
    if (c.deed() == IncidentDeed.CLOSE) return refuse(ProblemCode.INCIDENT_LASTS, "an acknowledgement, with which it closes", "an order to close it");
    var events = new ArrayList<MigrationEvent>();
    events.add(new IncidentAcknowledged(c.migration(), NodeName.DOMAINS, c.incident(), c.text(), c.by().at()));
    events.add(new IncidentClosed(c.migration(), NodeName.DOMAINS, c.incident(), "acknowledged by " + c.by().actor().name(), c.by().at()));
    return accept(events);
  }
}
