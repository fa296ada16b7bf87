// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.id.NodeName;
import io.cmc.id.PlanHash;
import io.cmc.journey.Phase;
import io.cmc.journey.Stage;
import io.cmc.journey.WayBack;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.SavedRates;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    boolean held() {
      return notes.held();
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
  }

  record Completed(MigrationPlan plan, PlanHash hash) implements Kept {}

  record Aborted(MigrationPlan plan, PlanHash hash) implements Kept {}

  enum Mode { CHECK, FORWARD, BACK }

  /**
   * @param runs preflights so far
   * @param requests steps that were requested on the domains
   * @param released gates
   * @param blocked nodes where a check on request found something that blocks
   * @param rates of the domains as they were, once they are saved
   * @param closedOutside whether somebody confirmed that ingress is closed
   * @param rounds of each stage that was gone through more than once
   */
  record Notes(boolean held, int runs, int requests, Set<Phase> released, Set<NodeName> blocked, Set<NodeName> parked,
      Optional<SavedRates> rates, boolean closedOutside, boolean soaked, WayBack wayBack,
      Map<Stage, Integer> rounds) {

    static Notes none(int runs, int requests) {
      return new Notes(false, runs, requests, Set.of(), Set.of(), Set.of(), Optional.empty(), false, false, WayBack.FREE, Map.of());
    }

    Notes held(boolean next) {
      return new Notes(next, runs, requests, released, blocked, parked, rates, closedOutside, soaked, wayBack, rounds);
    }

    Notes requested() {
      return new Notes(held, runs, requests + 1, released, blocked, parked, rates, closedOutside, soaked, wayBack, rounds);
    }

    Notes released(Phase gate) {
      return new Notes(held, runs, requests, Sets.plus(released, Set.of(gate)), blocked, parked, rates, closedOutside, soaked, wayBack, rounds);
    }

    Notes blocked(Set<NodeName> more) {
      return new Notes(held, runs, requests, released, Sets.plus(blocked, more), parked, rates, closedOutside, soaked, wayBack, rounds);
    }

    Notes parked(Set<NodeName> next) {
      return new Notes(held, runs, requests, released, blocked, next, rates, closedOutside, soaked, wayBack, rounds);
    }

    Notes rates(SavedRates saved) {
      return new Notes(held, runs, requests, released, blocked, parked, Optional.of(saved), closedOutside, soaked, wayBack, rounds);
    }

    Notes hasClosedOutside() {
      return new Notes(held, runs, requests, released, blocked, parked, rates, true, soaked, wayBack, rounds);
    }

    Notes hasSoaked() {
      return new Notes(held, runs, requests, released, blocked, parked, rates, closedOutside, true, wayBack, rounds);
    }

    Notes round(Stage stage, int round) {
      var next = new EnumMap<Stage, Integer>(Stage.class);
      next.putAll(rounds);
      next.put(stage, round);
      return new Notes(held, runs, requests, released, blocked, parked, rates, closedOutside, soaked, wayBack, next);
    }

    Notes wayBack(WayBack next) {
      return new Notes(held, runs, requests, released, blocked, parked, rates, closedOutside, soaked, next, rounds);
    }
  }
}
