// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.command.NoteForeignChange;
import io.cmc.command.RecordSightings;
import io.cmc.controller.participant.Outlook;
import io.cmc.controller.participant.Outlook.Difference;
import io.cmc.controller.participant.Outlook.Seen;
import io.cmc.controller.participant.Outlook.SeenLine;
import io.cmc.controller.port.NodeTrouble;
import io.cmc.controller.port.ParticipantNode;
import io.cmc.controller.step.Notes;
import io.cmc.deploy.simulation.machine.Desk.Comparison;
import io.cmc.deploy.simulation.machine.Positions.Recorded;
import io.cmc.id.NodeName;
import io.cmc.id.SynchronizerAlias;
import io.cmc.journey.Sighting;
import io.cmc.journey.Sighting.Kind;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.ParticipantPlan;
import io.cmc.proof.ResourceLimits;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Participants seen from outside: compared as {@code work.CompareWorker} does it, and watched as {@code work.WatchWorker} does. */
final class LookPiece {

  private static final int TRIES = 3;
  private static final long REST = 1_000;
  private static final long CONFIRMED_AFTER = 2_000;
  private static final long EVERY = 5_000;
  private static final String TOLD = " told ";

  private final Piece piece;
  private final Machine machine;
  private final Lease lease;

  LookPiece(Piece piece) {
    this.piece = piece;
    this.machine = piece.machine();
    this.lease = piece.lease();
  }

  private record Doubt(Recorded recorded, String found) {}

  void compare(Comparison comparison) {
    var sightings = sightings(comparison.participants());
    piece.send(new RecordSightings(machine.plan().migration(), comparison.run(), sightings, machine.agenda().instant()));
    machine.rows().done(List.of(lease.work()));
    machine.wake();
  }

  private List<Sighting> sightings(List<NodeName> participants) {
    var sightings = new TreeMap<NodeName, Sighting>();
    var doubts = new TreeMap<NodeName, Doubt>();
    for (int i = 0; i < TRIES && sightings.size() < participants.size(); i++) {
      if (i > 0) piece.instance().takes(REST);
      look(participants.stream().filter(p -> !sightings.containsKey(p)).toList(), sightings, doubts);
    }
    participants.forEach(p -> sightings.putIfAbsent(p, new Sighting(p, Kind.UNSEEN, "", "no answer, or being worked on, " + TRIES + " times")));
    return List.copyOf(sightings.values());
  }

  private void look(List<NodeName> left, Map<NodeName, Sighting> sightings, Map<NodeName, Doubt> doubts) {
    var plan = machine.plan();
    var before = machine.positions().all();
    var silent = left.stream().filter(n -> !tells(plan, before.get(n))).toList();
    silent.forEach(n -> sightings.put(n, new Sighting(n, Kind.AGREES, word(before.get(n)), "not looked at")));
    var seen = seen(plan, left.stream().filter(n -> !silent.contains(n)).toList());
    var after = machine.positions().all();
    seen.forEach((n, s) -> {
      if (before.get(n).equals(after.get(n))) judge(plan, n, before.get(n), s, sightings, doubts);
    });
  }

  private static String word(Recorded recorded) {
    return recorded == null ? "its journey has not begun" : recorded.position().getSimpleName();
  }

  private static void judge(MigrationPlan plan, NodeName n, Recorded recorded, Seen seen, Map<NodeName, Sighting> sightings,
      Map<NodeName, Doubt> doubts) {
    var difference = Outlook.of(recorded.position(), plan.closing()).compare(seen, plan.verification());
    if (difference.isEmpty()) {
      sightings.put(n, new Sighting(n, Kind.AGREES, word(recorded), "as recorded"));
      return;
    }
    var doubt = new Doubt(recorded, difference.get().found());
    if (doubt.equals(doubts.put(n, doubt))) sightings.put(n, new Sighting(n, Kind.DIFFERS, word(recorded) + ": " + difference.get().recorded(), doubt.found()));
  }

  /** What is not enrolled has nothing recorded; a call that was begun is looked after by its own step; some positions say nothing. */
  private static boolean tells(MigrationPlan plan, Recorded recorded) {
    return recorded != null && recorded.settled() && Outlook.of(recorded.position(), plan.closing()).saysAnything();
  }

  /** In the notes of the row: what differed when it was seen last, with the version of what was recorded, and for which stop it was told. */
  void watch() {
    var began = machine.agenda().now();
    var next = machine.rows().watchable().map(this::watched).orElse(Notes.NONE);
    var unconfirmed = next.values().values().stream().anyMatch(s -> !s.contains(TOLD));
    machine.rows().giveBack(lease, next, unconfirmed ? CONFIRMED_AFTER : Math.max(100, EVERY - (machine.agenda().now() - began)));
    machine.wake();
  }

  private Notes watched(long epoch) {
    var plan = machine.plan();
    var before = machine.positions().all();
    var seen = seen(plan, plan.names().stream().filter(n -> tells(plan, before.get(n))).toList());
    var after = machine.positions().all();
    var next = Notes.NONE;
    for (var one : seen.entrySet()) {
      var recorded = before.get(one.getKey());
      var found = Outlook.of(recorded.position(), plan.closing()).compare(one.getValue(), plan.verification()).filter(d -> recorded.equals(after.get(one.getKey())));
      if (found.isPresent()) next = next.with(one.getKey().value(), suspicion(one.getKey(), recorded, found.get(), epoch));
    }
    return next;
  }

  private String suspicion(NodeName node, Recorded recorded, Difference difference, long epoch) {
    var suspicion = recorded.version() + " " + difference.found();
    var known = lease.notes().get(node.value()).filter(k -> k.equals(suspicion) || k.startsWith(suspicion + TOLD));
    if (known.isEmpty()) return suspicion;
    var told = suspicion + TOLD + epoch;
    if (!known.get().equals(told)) {
      piece.send(new NoteForeignChange(machine.plan().migration(), node, difference.recorded(), difference.found(), machine.agenda().instant()));
    }
    return told;
  }

  private Map<NodeName, Seen> seen(MigrationPlan plan, Collection<NodeName> participants) {
    var seen = new LinkedHashMap<NodeName, Seen>();
    participants.forEach(n -> look(plan, plan.participant(n)).ifPresent(s -> seen.put(n, s)));
    return seen;
  }

  private Optional<Seen> look(MigrationPlan plan, ParticipantPlan participant) {
    try {
      return Optional.of(look(plan, machine.nodes(piece.instance()).participant(participant)));
    } catch (NodeTrouble notSeen) {
      return Optional.empty();
    }
  }

  private static Seen look(MigrationPlan plan, ParticipantNode node) {
    var source = line(node, plan.source().alias());
    var limits = plan.closing() == ClosingStrategy.PARTICIPANT_LIMITS ? Optional.of(node.limits()) : Optional.<ResourceLimits>empty();
    var rate = plan.closing() == ClosingStrategy.DOMAIN_RATE && source.connected()
        ? node.domainParameters(plan.source().id()).maxRatePerParticipant() : Optional.<Integer>empty();
    return new Seen(source, line(node, plan.target().alias()), limits, rate);
  }

  private static SeenLine line(ParticipantNode node, SynchronizerAlias alias) {
    return node.configured().stream().filter(c -> c.alias().equals(alias)).findFirst()
        .map(c -> new SeenLine(true, c.connectsManually(), c.connected())).orElse(SeenLine.NONE);
  }
}
