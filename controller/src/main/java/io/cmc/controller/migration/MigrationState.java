// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

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
  }

  /**
   * @param runs preflights so far
   * @param requests steps that they requested on the domains
   */
  record Planned(MigrationPlan plan, PlanHash hash, int runs, int requests) implements Kept {}

  /**
   * @param leg index of the leg that is being gone, or was gone last; -1 before the first
   * @param phase begun last
   * @param notes what else happened on the way
   */
  record Underway(MigrationPlan plan, PlanHash hash, Mode mode, Course course, int leg, Optional<Phase> phase, Standing standing,
      Notes notes) implements Kept {

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

  record Completed(MigrationPlan plan, PlanHash hash) implements Kept {}

  record Aborted(MigrationPlan plan, PlanHash hash) implements Kept {}

  /** Back on the source by the databases. */
  record Restored(MigrationPlan plan, PlanHash hash) implements Kept {}

  /** {@code BACK} is the free way back, {@code RESTORE} the one by the databases. */
  enum Mode { CHECK, FORWARD, BACK, RESTORE }
}
