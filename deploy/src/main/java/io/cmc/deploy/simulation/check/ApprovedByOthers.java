// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.check;

import io.cmc.approval.ApprovalTerms;
import io.cmc.approval.Gate;
import io.cmc.approval.Rule;
import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape.Line;
import io.cmc.event.ApprovalEvent.ApprovalExpired;
import io.cmc.event.ApprovalEvent.ApprovalGiven;
import io.cmc.event.ApprovalEvent.ApprovalRevoked;
import io.cmc.event.ApprovalEvent.GlassBroken;
import io.cmc.event.ApprovalEvent.TeamSignedOff;
import io.cmc.event.ApprovalEvent.SignOffWithdrawn;
import io.cmc.event.Event;
import io.cmc.event.MigrationEvent.MigrationAmended;
import io.cmc.event.MigrationEvent.MigrationStarted;
import io.cmc.event.MigrationEvent.ParticipantExcluded;
import io.cmc.event.MigrationEvent.PhaseBegan;
import io.cmc.event.MigrationEvent.PointOfNoReturnCrossed;
import io.cmc.journey.Phase;
import io.cmc.journey.PointOfNoReturn;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * I12: no gate opens without the approvals that the plan asks for, given by different people, who did not ask for it, to the plan as it
 * is. Counts for itself, and believes no event that says that a gate was crossed.
 */
final class ApprovedByOthers implements Invariant {

  private static final Set<String> APPROVERS = Set.of("anna", "bert", "carl");
  private static final String LOST = "no approver any more: ";

  private final Optional<ApprovalTerms> terms;
  private final Map<Gate, Map<String, Instant>> given = new EnumMap<>(Gate.class);
  private final Map<Gate, GlassBroken> broken = new EnumMap<>(Gate.class);
  private final Set<String> ready = new HashSet<>();
  private final Before before;

  ApprovedByOthers(Before before) {
    this.before = before;
    this.terms = before.plan().terms().approvals();
  }

  @Override public void see(Line line) {
    switch (line.entry()) {
      case Entry.Stored(Event e) -> stored(e);
      case Entry.Said s when s.text().startsWith(LOST) -> given.values().forEach(g -> g.remove(s.text().substring(LOST.length())));
      default -> { }
    }
  }

  private void stored(Event event) {
    switch (event) {
      case ApprovalGiven e -> given.computeIfAbsent(e.approval().gate(), g -> new HashMap<>()).put(e.approval().subject(), e.approval().until());
      case ApprovalRevoked e -> given.getOrDefault(e.gate(), Map.of()).remove(e.subject());
      case ApprovalExpired e -> given.getOrDefault(e.gate(), Map.of()).remove(e.subject());
      case MigrationAmended e -> given.clear();
      case ParticipantExcluded e -> given.clear();
      case GlassBroken e -> broken.put(e.gate(), e);
      case TeamSignedOff e -> ready.add(e.team());
      case SignOffWithdrawn e -> ready.remove(e.team());
      case MigrationStarted e -> started(e.at());
      case PointOfNoReturnCrossed e -> opens(e.point() == PointOfNoReturn.PNR_1 ? Gate.PNR_1 : Gate.PNR_2, e.at());
      case PhaseBegan e when e.phase() == Phase.RETIRE -> opens(Gate.RETIRE, e.at());
      default -> { }
    }
  }

  private void started(Instant at) {
    Broken.unless(terms.filter(ApprovalTerms::signOff).isEmpty() || ready.containsAll(before.plan().teams()), "I12: it started when only " + ready + " had signed off");
    opens(Gate.START, at);
  }

  private void opens(Gate gate, Instant at) {
    var rule = terms.flatMap(t -> t.rule(gate));
    if (rule.isEmpty()) return;
    var counting = given.getOrDefault(gate, Map.of()).entrySet().stream()
        .filter(g -> APPROVERS.contains(g.getKey()) && at.isBefore(g.getValue())).count();
    Broken.unless(counting >= needed(rule.get(), at), "I12: " + gate + " opened at " + at + " with " + counting + " of " + needed(rule.get(), at)
        + " approvals that count; given were " + given.getOrDefault(gate, Map.of()));
  }

  private int needed(Rule rule, Instant at) {
    var glass = broken.get(rule.gate());
    return glass != null && at.isBefore(glass.until()) ? 1 : rule.count();
  }
}
