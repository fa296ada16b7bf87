// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.participant;

import io.cmc.controller.activity.Activity;
import io.cmc.id.JourneyId;
import io.cmc.journey.Stage;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import java.util.Optional;

/** What is remembered of one participant's journey. */
public sealed interface Journey {

  record NotEnrolled() implements Journey {}

  /**
   * @param requests how many steps were requested so far; numbers the next one
   * @param reached the last stage that was gone through to its end, and its round
   */
  record OnTheWay(JourneyId id, ClosingStrategy closing, BackupStrategy backup, Position position, Activity activity, int requests,
      Optional<Reached> reached) implements Journey {

    OnTheWay at(Position next) {
      return new OnTheWay(id, closing, backup, next, new Activity.Idle(), requests, reached);
    }

    OnTheWay doing(Activity next, int requested) {
      return new OnTheWay(id, closing, backup, position, next, requested, reached);
    }

    OnTheWay reached(Stage stage, int round) {
      return new OnTheWay(id, closing, backup, position, new Activity.Idle(), requests, Optional.of(new Reached(stage, round)));
    }

    boolean hasReached(Stage stage, int round) {
      return reached.filter(r -> r.stage() == stage && r.round() >= round).isPresent();
    }
  }

  record Reached(Stage stage, int round) {}
}
