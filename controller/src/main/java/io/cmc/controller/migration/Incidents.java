// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.event.MigrationEvent.*;

import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Standing.OnDomains;
import io.cmc.event.IncidentEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.id.NodeName;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which incidents of a migration as a whole, or of its domains, an event opens or closes. */
final class Incidents {
  /** What a person has looked at once he resumes. */
  private static final Set<ProblemCode> HOLDING =
      EnumSet.of(ProblemCode.FOREIGN_CHANGE, ProblemCode.DIFFERENCES_FOUND, ProblemCode.WINDOW_TOO_SHORT, ProblemCode.DRAIN_AGAIN);

  private Incidents() {}

  static List<? extends IncidentEvent> following(Underway u, MigrationEvent event) {
    return switch (event) {
      case StepParked e -> open(u, e.node(), e.problem(), e.at());
      case PanicStopped e -> open(u, NodeName.DOMAINS, Problem.of(ProblemCode.PANIC_STOPPED, "a migration that goes on", e.reason()), e.at());
      case ForeignChangeSeen e -> open(u, e.participant(), Problem.of(ProblemCode.FOREIGN_CHANGE, e.recorded(), e.found()), e.at());
      case ReconcileEnded e when !e.differing().isEmpty() -> open(u, NodeName.DOMAINS,
          Problem.of(ProblemCode.DIFFERENCES_FOUND, "all participants as recorded", e.differing() + " not so"), e.at());
      case ReconcileEnded e -> close(u, code -> code == ProblemCode.DIFFERENCES_FOUND, "all participants are as recorded", e.at());
      case WindowTooShort e -> open(u, NodeName.DOMAINS,
          Problem.of(ProblemCode.WINDOW_TOO_SHORT, "time for the rest and the way back before " + e.until(), e.at().toString()), e.at());
      case DrainBeganAgain e when Stopping.tooOften(e) -> open(u, NodeName.DOMAINS,
          Problem.of(ProblemCode.DRAIN_AGAIN, "nothing in flight after a drain", "work in flight after " + e.pass() + " drains"), e.at());
      case PanicEnded e -> close(u, code -> code == ProblemCode.PANIC_STOPPED, "the panic stop is over", e.at());
      case MigrationResumed e -> close(u, HOLDING::contains, "resumed", e.at());
      case AtDomains e -> close(u, Incidents::ofSteps, "it goes on", e.at());
      case ExternallyConfirmed e -> close(u, Incidents::ofSteps, "it goes on", e.at());
      case AbortBegan e -> close(u, Incidents::ofSteps, "turned back", e.at());
      case RestoreBegan e -> close(u, Incidents::ofSteps, "turned back", e.at());
      default -> List.of();
    };
  }

  /** Whether closing one by order makes no sense: what it is about stands still. */
  static boolean last(Underway u) {
    return u.held() || u.standing() instanceof OnDomains d && d.activity() instanceof Doing s && s.parked();
  }

  private static boolean ofSteps(ProblemCode code) {
    return code != ProblemCode.PANIC_STOPPED && !HOLDING.contains(code);
  }

  static List<? extends IncidentEvent> open(Underway u, NodeName node, Problem problem, Instant at) {
    var m = u.plan().migration();
    return u.notes().incidents().open(m.value(), m, node, problem, at).stream().toList();
  }

  /** One that somebody must have seen closes in no other way. */
  static List<? extends IncidentEvent> close(Underway u, Predicate<ProblemCode> such, String text, Instant at) {
    return u.notes().incidents().close(u.plan().migration(), code -> code != ProblemCode.BREAK_GLASS && such.test(code), text, at);
  }
}
