// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.command.NoteForeignChange;
import io.cmc.controller.participant.Outlook;
import io.cmc.controller.participant.Outlook.Difference;
import io.cmc.controller.step.Notes;
import io.cmc.id.NodeName;

/** Participants and the domains' rates watched, as {@code work.WatchWorker} does it. */
final class WatchPiece {

  private static final long CONFIRMED_AFTER = 2_000;
  /** A connection that nobody ordered to end may be a domain or a node that restarts. */
  private static final long LOST_AFTER = 10_000;
  private static final long EVERY = 5_000;
  private static final long NOT_TOLD = -1;

  private final Piece piece;
  private final Machine machine;
  private final Lease lease;
  private final Looks looks;

  WatchPiece(Piece piece) {
    this.piece = piece;
    this.machine = piece.machine();
    this.lease = piece.lease();
    this.looks = new Looks(machine.nodes(piece.instance()), machine.plan());
  }

  /** In the notes of the row. @param version of what was recorded; @param since when it was seen first; @param told the epoch after which it was */
  private record Suspicion(long version, long since, long told, String found) {

    static Suspicion of(String text) {
      var parts = text.split(" ", 4);
      return new Suspicion(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]);
    }

    String text() {
      return version + " " + since + " " + told + " " + found;
    }
  }

  void work() {
    var began = machine.agenda().now();
    var next = machine.rows().watchable().map(this::look).orElse(Notes.NONE);
    var unconfirmed = next.values().values().stream().anyMatch(s -> Suspicion.of(s).told() == NOT_TOLD);
    machine.rows().giveBack(lease, next, unconfirmed ? CONFIRMED_AFTER : Math.max(100, EVERY - (machine.agenda().now() - began)));
    machine.wake();
  }

  private Notes look(long epoch) {
    return domains(participants(Notes.NONE, epoch), epoch);
  }

  private Notes participants(Notes notes, long epoch) {
    var plan = machine.plan();
    var before = machine.positions().all();
    var seen = looks.at(plan.names().stream().filter(n -> ComparePiece.tells(plan, before.get(n))).toList());
    var after = machine.positions().all();
    var next = notes;
    for (var one : seen.entrySet()) {
      var recorded = before.get(one.getKey());
      var found = Outlook.of(recorded.position(), plan.closing()).compare(one.getValue(), plan.verification()).filter(d -> recorded.equals(after.get(one.getKey())));
      if (found.isPresent()) next = suspect(next, one.getKey(), recorded.version(), found.get(), epoch);
    }
    return next;
  }

  /** Where the domains' rates are what closes, both must stay as they were set. */
  private Notes domains(Notes notes, long epoch) {
    var recorded = machine.positions().rates().filter(Rates::settled);
    var difference = recorded.flatMap(r -> r.compare(looks.rates()));
    if (difference.isEmpty() || !machine.positions().rates().equals(recorded)) return notes;
    return suspect(notes, NodeName.DOMAINS, recorded.get().version(), difference.get(), epoch);
  }

  private Notes suspect(Notes next, NodeName node, long version, Difference d, long epoch) {
    var known = lease.notes().get(node.value()).map(Suspicion::of).filter(k -> k.version() == version && k.found().equals(d.found()));
    var now = known.map(k -> confirmed(node, d, k, epoch)).orElseGet(() -> new Suspicion(version, machine.agenda().now(), NOT_TOLD, d.found()));
    return next.with(node.value(), now.text());
  }

  private Suspicion confirmed(NodeName node, Difference d, Suspicion known, long epoch) {
    var believed = known.since() + (d.lost() ? LOST_AFTER : CONFIRMED_AFTER);
    if (known.told() == epoch || machine.agenda().now() < believed) return known;
    piece.send(new NoteForeignChange(machine.plan().migration(), node, d.recorded(), d.found(), machine.agenda().instant()));
    return new Suspicion(known.version(), known.since(), epoch, known.found());
  }
}
