// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.activity;

import io.cmc.controller.activity.Activity.Doing;
import io.cmc.event.StepEvent;
import io.cmc.event.StepEvent.StepDelayed;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepUnresolved;
import io.cmc.event.StepEvent.StepWaiting;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.report.Report;
import io.cmc.report.Report.StepBegun;
import io.cmc.report.Report.StepFailed;
import io.cmc.report.Report.StepOutcomeUnknown;
import io.cmc.report.Report.StepWaits;

/** Reports on how a step goes become events the same way for every step on every node. */
public final class CourseOfStep {

  private CourseOfStep() {}

  public static StepEvent event(MigrationId migration, NodeName node, Doing doing, Report.OfCourse report) {
    return switch (report) {
      case StepBegun r -> new StepIntended(migration, node, r.request(), r.call(), r.at());
      case StepWaits r -> new StepWaiting(migration, node, r.request(), r.why(), r.until(), r.at());
      case StepFailed r when r.retryAt().isPresent() ->
          new StepDelayed(migration, node, r.request(), doing.failures() + 1, r.problem(), r.retryAt().get(), r.at());
      case StepFailed r -> new StepParked(migration, node, r.request(), r.problem(), r.at());
      case StepOutcomeUnknown r -> new StepUnresolved(migration, node, r.request(), r.problem(), r.probeAt(), r.at());
    };
  }
}
