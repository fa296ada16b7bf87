// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.approval.Consents;
import io.cmc.controller.activity.OpenIncidents;
import io.cmc.id.PlanHash;
import io.cmc.journey.Phase;
import io.cmc.plan.MigrationPlan;
import java.util.Optional;

/** What is remembered of a migration. */
public sealed interface MigrationState {

  record Unplanned() implements MigrationState {}

  /** A plan is kept. */
  sealed interface Kept extends MigrationState {
    MigrationPlan plan();

    PlanHash hash();

    Consents consents();

    /** That are open and not a participant's. */
    OpenIncidents incidents();
  }

  /**
   * @param runs preflights so far
   * @param requests steps that they requested on the domains
   */
  record Planned(MigrationPlan plan, PlanHash hash, int runs, int requests, Consents consents, OpenIncidents incidents) implements Kept {
    Planned with(Consents next) {
      return new Planned(plan, hash, runs, requests, next, incidents);
    }

    Planned with(OpenIncidents next) {
      return new Planned(plan, hash, runs, requests, consents, next);
    }
  }

  /** Of an end there may be something left that somebody must have seen. */
  sealed interface Ended extends Kept {
    Ended with(OpenIncidents next);
  }

  /**
   * @param leg index of the leg that is being gone, or was gone last; -1 before the first
   * @param phase begun last
   * @param notes what else happened on the way
   */
  record Underway(MigrationPlan plan, PlanHash hash, Mode mode, Course course, int leg, Optional<Phase> phase, Standing standing,
      Notes notes) implements Kept {

    @Override public Consents consents() {
      return notes.consents();
    }

    @Override public OpenIncidents incidents() {
      return notes.incidents();
    }

    /** Whether nothing new begins, for whatever reason. */
    boolean held() {
      return notes.stops().any();
    }

    Underway with(Standing next) {
      return new Underway(plan, hash, mode, course, leg, phase, next, notes);
    }

    Underway at(int nextLeg, Standing next) {
      return new Underway(plan, hash, mode, course, nextLeg, phase, next, notes);
    }

    Underway in(Optional<Phase> next) {
      return new Underway(plan, hash, mode, course, leg, next, standing, notes);
    }

    Underway with(Notes next) {
      return new Underway(plan, hash, mode, course, leg, phase, standing, next);
    }

    Underway by(MigrationPlan next) {
      return new Underway(next, hash, mode, course, leg, phase, standing, notes);
    }

    Underway with(Stops next) {
      return with(notes.with(next));
    }

    /** On another course, from its beginning. */
    Underway on(Mode other, Course next) {
      return new Underway(plan, hash, other, next, -1, phase, new Standing.Between(), notes);
    }
  }

  record Completed(MigrationPlan plan, PlanHash hash, Consents consents, OpenIncidents incidents) implements Ended {
    @Override public Completed with(OpenIncidents next) {
      return new Completed(plan, hash, consents, next);
    }
  }

  record Aborted(MigrationPlan plan, PlanHash hash, Consents consents, OpenIncidents incidents) implements Ended {
    @Override public Aborted with(OpenIncidents next) {
      return new Aborted(plan, hash, consents, next);
    }
  }

  /** Back on the source by the databases. */
  record Restored(MigrationPlan plan, PlanHash hash, Consents consents, OpenIncidents incidents) implements Ended {
    @Override public Restored with(OpenIncidents next) {
      return new Restored(plan, hash, consents, next);
    }
  }

  /** {@code BACK} is the free way back, {@code RESTORE} the one by the databases. */
  enum Mode { CHECK, FORWARD, BACK, RESTORE }
}
