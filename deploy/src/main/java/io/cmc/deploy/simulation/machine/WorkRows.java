// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.controller.step.Notes;
import io.cmc.deploy.simulation.machine.Lease.Kind;
import io.cmc.deploy.simulation.time.Agenda;
import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape;
import io.cmc.id.NodeName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Durable work in memory, row for row as {@code work.WorkTable} keeps it: leases, epochs, due times, lanes, and the hold. */
public final class WorkRows {

  static final long LEASE = 10_000;
  /** While its owner lives it is renewed all the time. */
  private static final long RENEWED = Long.MAX_VALUE;

  private final Agenda agenda;
  private final Tape tape;
  private final Map<Long, Row> rows = new LinkedHashMap<>();
  private final Map<String, Integer> lanes = new HashMap<>();
  private boolean held;
  private long last;

  private static final class Row {
    final long id;
    final Kind kind;
    final NodeName node;
    String lane;
    Object payload;
    Notes notes = Notes.NONE;
    boolean acted;
    int failures;
    long due;
    String owner = "";
    long leaseUntil;
    long epoch;

    Row(long id, Kind kind, NodeName node) {
      this.id = id;
      this.kind = kind;
      this.node = node;
    }

    boolean leased(long now) {
      return !owner.isEmpty() && leaseUntil > now;
    }

    Lease lease() {
      return new Lease(id, kind, payload, notes, acted, failures, epoch, owner);
    }
  }

  WorkRows(Agenda agenda, Tape tape) {
    this.agenda = agenda;
    this.tape = tape;
  }

  void lane(String lane, int limit) {
    lanes.putIfAbsent(lane, limit);
  }

  void add(Kind kind, NodeName node, String lane, Object payload) {
    var row = new Row(++last, kind, node);
    row.lane = lane;
    row.payload = payload;
    row.due = agenda.now();
    rows.put(row.id, row);
  }

  /** A node does one step at a time: what it did before is replaced, and whoever was doing it is fenced off. */
  void step(NodeName node, String lane, Object payload) {
    var old = find(node);
    if (old.isEmpty()) {
      add(Kind.STEP, node, lane, payload);
      return;
    }
    var row = old.get();
    row.lane = lane;
    row.payload = payload;
    row.notes = Notes.NONE;
    row.acted = false;
    row.failures = 0;
    row.due = agenda.now();
    row.owner = "";
    row.epoch++;
    tape.add(new Entry.Granted(row.id, row.epoch, ""));
  }

  private Optional<Row> find(NodeName node) {
    return rows.values().stream().filter(r -> r.kind == Kind.STEP && r.node.equals(node)).findFirst();
  }

  void acted(NodeName node) {
    find(node).ifPresent(r -> r.acted = true);
  }

  void again(NodeName node, long due, int failures) {
    find(node).ifPresent(r -> {
      r.due = due;
      r.failures = failures;
      r.owner = "";
    });
  }

  void stepDone(NodeName node) {
    find(node).ifPresent(r -> rows.remove(r.id));
  }

  boolean has(NodeName node) {
    return find(node).isPresent();
  }

  List<Lease> claim(String owner, int most) {
    var now = agenda.now();
    var free = new HashMap<>(lanes);
    rows.values().stream().filter(r -> r.leased(now)).forEach(r -> free.merge(r.lane, -1, Integer::sum));
    var taken = new ArrayList<Lease>();
    for (var row : ready(now)) {
      if (taken.size() < most && free.merge(row.lane, -1, Integer::sum) >= 0) taken.add(take(row, owner));
    }
    return taken;
  }

  private List<Row> ready(long now) {
    return rows.values().stream().filter(r -> r.due <= now && !r.leased(now) && (r.kind == Kind.FAN_IN || !held))
        .sorted(Comparator.comparingLong((Row r) -> r.due).thenComparingLong(r -> r.id)).toList();
  }

  private Lease take(Row row, String owner) {
    row.owner = owner;
    row.leaseUntil = RENEWED;
    row.epoch++;
    tape.add(new Entry.Granted(row.id, row.epoch, owner));
    return row.lease();
  }

  /** When the next row becomes due; what is due already waits for a place in its lane, and whoever leaves one looks again. */
  Optional<Long> nextDue() {
    var now = agenda.now();
    return rows.values().stream().map(r -> r.owner.isEmpty() ? r.due : Math.max(r.due, r.leaseUntil)).filter(at -> at > now && at != RENEWED)
        .min(Long::compare);
  }

  /** Its owner renews nothing any more. */
  void abandoned(String owner, long left) {
    rows.values().stream().filter(r -> r.owner.equals(owner) && r.leaseUntil == RENEWED).forEach(r -> r.leaseUntil = agenda.now() + left);
  }

  /** Its owner ended the piece and did nothing about the row: the lease runs out. */
  void dropped(Lease lease, long left) {
    if (holds(lease)) rows.get(lease.work()).leaseUntil = agenda.now() + left;
  }

  /** Its owner is back: what has not run out by now is renewed again. */
  void renewed(String owner) {
    rows.values().stream().filter(r -> r.owner.equals(owner) && r.leaseUntil > agenda.now()).forEach(r -> r.leaseUntil = RENEWED);
  }

  /** The fence: asked just before every call that changes a node. */
  public boolean mayCall(Lease lease) {
    return holds(lease) && rows.get(lease.work()).leased(agenda.now()) && !held;
  }

  /** Whether nobody else took it, or was asked to, since. */
  boolean holds(Lease lease) {
    var row = rows.get(lease.work());
    return row != null && row.owner.equals(lease.owner()) && row.epoch == lease.epoch();
  }

  void giveBack(Lease lease, Notes notes, long after) {
    if (!holds(lease)) return;
    var row = rows.get(lease.work());
    row.notes = notes;
    row.due = agenda.now() + after;
    row.owner = "";
  }

  List<Lease> fanIn(int most) {
    return rows.values().stream().filter(r -> r.kind == Kind.FAN_IN).limit(most).map(Row::lease).toList();
  }

  void done(Collection<Long> work) {
    work.forEach(rows::remove);
  }

  void hold(boolean now) {
    held = now;
  }

  /** Nothing more is to be done. */
  void close() {
    rows.values().removeIf(r -> r.kind != Kind.FAN_IN);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }
}
