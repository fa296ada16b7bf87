// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static io.cmc.controller.activity.Decision.accept;
import static io.cmc.controller.activity.Decision.nothing;

import io.cmc.controller.activity.Activity.Doing;
import io.cmc.controller.activity.CourseOfStep;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.Standing.OnDomains;
import io.cmc.controller.activity.Blockers;
import io.cmc.event.MigrationEvent;
import io.cmc.event.MigrationEvent.HooksAgreed;
import io.cmc.event.MigrationEvent.*;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.report.Report;
import java.util.List;

/** What comes of a worker's report on the step that is done on the domains. A report on another step came too late. */
final class DomainReports {

  private DomainReports() {}

  static Decision<MigrationEvent> report(MigrationState state, Report report) {
    if (!(state instanceof Underway u && u.standing() instanceof OnDomains d && d.activity() instanceof Doing s)) return nothing();
    if (!s.request().equals(report.request()) || s.parked()) return nothing();
    return switch (report) {
      case Report.OfCourse r -> accept(new Advance(u, r.at()).add(CourseOfStep.event(u.plan().migration(), NodeName.DOMAINS, s, r)).on());
      case Report.DomainsChecked r -> checked(u, s, r);
      case Report.Outcome r -> accept(new Advance(u, r.at()).add(fact(u.plan().migration(), s.assignment(), r)).on());
    };
  }

  private static Decision<MigrationEvent> checked(Underway u, Doing s, Report.DomainsChecked r) {
    var m = u.plan().migration();
    var counted = r.result().waiving(u.notes().domains().waived());
    var all = new Advance(u, r.at()).add(new DomainsChecked(m, counted, r.at()));
    if (s.assignment() instanceof Assignment.CheckDomains c && c.binding() && !counted.passes()) {
      all.add(new StepParked(m, NodeName.DOMAINS, s.request(), Blockers.problem(counted), r.at()));
    }
    return accept(all.on());
  }

  private static MigrationEvent fact(MigrationId m, Assignment assignment, Report.Outcome report) {
    return switch (report) {
      case Report.RatesRead r when assignment instanceof Assignment.SaveRates -> new RatesSaved(m, r.rates(), r.at());
      case Report.RatesSet r when assignment instanceof Assignment.LowerRates -> new RatesLowered(m, r.at());
      case Report.RatesSet r when assignment instanceof Assignment.EaseRate -> new RateEased(m, r.target(), r.at());
      case Report.RatesSet r when assignment instanceof Assignment.RestoreTargetRate -> new RatesRestored(m, r.source(), r.target(), r.at());
      case Report.RatesSet r when assignment instanceof Assignment.RestoreSourceRate -> new RatesRestored(m, r.source(), r.target(), r.at());
      case Report.SourceBackedUp r when assignment instanceof Assignment.BackUpSource -> new SourceBackupTaken(m, r.proof(), r.at());
      case Report.SourceGone r when assignment instanceof Assignment.RetireSource -> new SourceRetired(m, r.found(), r.at());
      case Report.HooksAgreed r when assignment instanceof Assignment.AskHooks a -> new HooksAgreed(m, a.gate(), r.answers(), r.at());
      default -> throw new IllegalArgumentException(report + " does not answer " + assignment);
    };
  }
}
