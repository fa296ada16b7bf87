// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import io.cmc.controller.activity.OpenIncidents;
import io.cmc.id.NodeName;
import io.cmc.journey.Phase;
import io.cmc.journey.Rounds;
import io.cmc.journey.Stage;
import io.cmc.journey.WayBack;
import io.cmc.proof.SavedRates;
import io.cmc.approval.Consents;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What happened on the way, beside where the migration stands.
 *
 * @param stops what keeps new work from beginning
 * @param counts that number what comes next
 * @param fleet what is known of the participants
 * @param released gates
 * @param domains what is known of the two domains
 * @param wayBack what returning to the source takes now
 * @param rounds of each stage that was gone through, in this pass
 * @param consents what people agreed to
 */
public record Notes(Stops stops, Counts counts, Fleet fleet, Set<Phase> released, Domains domains, WayBack wayBack, Map<Stage, Integer> rounds,
    OpenIncidents incidents, Consents consents) {

  /**
   * @param runs preflights so far
   * @param requests steps that were requested on the domains
   * @param reconciles so far
   * @param pass of the drain, from 0
   * @param spoiled whether somebody else changed a participant in this pass: what was drained and listed may not be so any more
   */
  public record Counts(int runs, int requests, int reconciles, int pass, boolean spoiled) {
    static Counts of(int runs, int requests) {
      return new Counts(runs, requests, 0, 0, false);
    }
  }

  /**
   * @param blocked nodes where a check on request found something that blocks; in a restore, those who began to move
   * @param sentBack excluded ones that were sent back to the source
   */
  public record Fleet(Set<NodeName> blocked, Set<NodeName> parked, Set<NodeName> sentBack) {
    static final Fleet NONE = new Fleet(Set.of(), Set.of(), Set.of());

    Fleet blocked(Set<NodeName> next) {
      return new Fleet(next, parked, sentBack);
    }

    Fleet parked(Set<NodeName> next) {
      return new Fleet(blocked, next, sentBack);
    }

    Fleet sentBack(Set<NodeName> next) {
      return new Fleet(blocked, parked, next);
    }
  }

  /**
   * @param rates as they were, once they are saved
   * @param closedOutside whether somebody confirmed that ingress is closed
   * @param waived checks that do not block any more
   */
  public record Domains(Optional<SavedRates> rates, boolean closedOutside, boolean soaked, Set<String> waived) {
    static final Domains NONE = new Domains(Optional.empty(), false, false, Set.of());
  }

  /** At the beginning of a way. */
  static Notes none(int runs, int requests, OpenIncidents incidents, Consents consents) {
    return new Notes(Stops.NONE, Counts.of(runs, requests), Fleet.NONE, Set.of(), Domains.NONE, WayBack.FREE, Map.of(), incidents, consents);
  }

  Notes with(Consents next) {
    return new Notes(stops, counts, fleet, released, domains, wayBack, rounds, incidents, next);
  }

  Notes with(Stops next) {
    return new Notes(next, counts, fleet, released, domains, wayBack, rounds, incidents, consents);
  }

  Notes with(Counts next) {
    return new Notes(stops, next, fleet, released, domains, wayBack, rounds, incidents, consents);
  }

  Notes with(Fleet next) {
    return new Notes(stops, counts, next, released, domains, wayBack, rounds, incidents, consents);
  }

  Notes with(Domains next) {
    return new Notes(stops, counts, fleet, released, next, wayBack, rounds, incidents, consents);
  }

  Notes with(OpenIncidents next) {
    return new Notes(stops, counts, fleet, released, domains, wayBack, rounds, next, consents);
  }

  Notes requested() {
    return with(new Counts(counts.runs(), counts.requests() + 1, counts.reconciles(), counts.pass(), counts.spoiled()));
  }

  Notes released(Phase gate) {
    return new Notes(stops, counts, fleet, Sets.plus(released, Set.of(gate)), domains, wayBack, rounds, incidents, consents);
  }

  Notes blocked(Set<NodeName> more) {
    return with(fleet.blocked(Sets.plus(fleet.blocked(), more)));
  }

  Notes parked(Set<NodeName> next) {
    return with(fleet.parked(next));
  }

  Notes rates(SavedRates saved) {
    return with(new Domains(Optional.of(saved), domains.closedOutside(), domains.soaked(), domains.waived()));
  }

  Notes hasClosedOutside() {
    return with(new Domains(domains.rates(), true, domains.soaked(), domains.waived()));
  }

  Notes hasSoaked() {
    return with(new Domains(domains.rates(), domains.closedOutside(), true, domains.waived()));
  }

  Notes waived(String check) {
    return with(new Domains(domains.rates(), domains.closedOutside(), domains.soaked(), Sets.plus(domains.waived(), Set.of(check))));
  }

  Notes round(Stage stage, int round) {
    var next = new EnumMap<Stage, Integer>(Stage.class);
    next.putAll(rounds);
    next.put(stage, round);
    return new Notes(stops, counts, fleet, released, domains, wayBack, next, incidents, consents);
  }

  Notes wayBack(WayBack next) {
    return new Notes(stops, counts, fleet, released, domains, next, rounds, incidents, consents);
  }

  Notes spoiled() {
    return with(new Counts(counts.runs(), counts.requests(), counts.reconciles(), counts.pass(), true));
  }

  /** A further pass: its rounds are counted anew. */
  Notes pass(int next) {
    var anew = new Counts(counts.runs(), counts.requests(), counts.reconciles(), next, false);
    return new Notes(stops, anew, fleet, released, domains, wayBack, Map.of(), incidents, consents);
  }

  /** The first round of a stage in this pass. */
  int firstRound() {
    return Rounds.first(counts.pass());
  }

  int round(Stage stage) {
    return rounds.getOrDefault(stage, firstRound());
  }
}
