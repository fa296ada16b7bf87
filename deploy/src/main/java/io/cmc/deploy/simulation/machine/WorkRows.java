// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.controller.port.Fence;
import io.cmc.controller.step.Notes;
import io.cmc.deploy.simulation.machine.Lease.Kind;
import io.cmc.deploy.simulation.time.Agenda;
import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape;
import io.cmc.id.NodeName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Durable work in memory, row for row as {@code work.WorkTable} keeps it: leases, epochs, due times, lanes, and what stops. */
public final class WorkRows {

  static final long LEASE = 10_000;
  /** What a lease must have left for a call: a pass through the fence outlives nobody's lease. */
  private static final long TO_CALL = 2 * Fence.PASS.toMillis();
  /** While its owner lives it is renewed all the time. */
  private static final long RENEWED = Long.MAX_VALUE;

  private final Agenda agenda;
  private final Tape tape;
  private final Map<Long, Row> rows = new LinkedHashMap<>();
  private final Map<String, Integer> lanes = new HashMap<>();
  private final Set<Stop> stops = EnumSet.noneOf(Stop.class);
  private long stopped;
  private long last;

  /** What keeps new work from beginning. */
  enum Stop { HELD, PANICKED, COMPARING }

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

  /** Another bound of a lane that is there. */
  void pace(String lane, int limit) {
    lanes.computeIfPresent(lane, (l, old) -> limit);
  }

  /** Whoever works in one lane goes on in the other; who has a lane of its own keeps it. */
  void change(NodeName node, String from, String to) {
    find(node).filter(r -> r.lane.equals(from)).ifPresent(r -> r.lane = to);
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

  /** @param but nothing that changes anything; the migration is not to be gone on with yet */
  List<Lease> claim(String owner, int most, boolean but) {
    var now = agenda.now();
    var free = new HashMap<>(lanes);
    rows.values().stream().filter(r -> r.leased(now)).forEach(r -> free.merge(r.lane, -1, Integer::sum));
    var taken = new ArrayList<Lease>();
    for (var row : ready(owner, now, but)) {
      if (taken.size() < most && free.merge(row.lane, -1, Integer::sum) >= 0) taken.add(take(row, owner));
    }
    return taken;
  }

  private List<Row> ready(String owner, long now, boolean but) {
    return rows.values().stream().filter(r -> r.due <= now && !r.leased(now) && !orphaned(r, owner, now) && (goesOn(r) || stops.isEmpty() && !but))
        .sorted(Comparator.comparingLong((Row r) -> r.due).thenComparingLong(r -> r.id)).toList();
  }

  private static boolean goesOn(Row row) {
    return row.kind == Kind.FAN_IN || row.kind == Kind.COMPARE || row.kind == Kind.WATCH;
  }

  /** What somebody who is gone was doing on a node: nobody knows how far it came. */
  private static boolean orphaned(Row row, String owner, long now) {
    return row.kind == Kind.STEP && !row.owner.isEmpty() && !row.owner.equals(owner) && !row.leased(now);
  }

  boolean orphaned(String owner) {
    return rows.values().stream().anyMatch(r -> orphaned(r, owner, agenda.now()));
  }

  /** Such steps may be taken again. */
  void release(String owner) {
    rows.values().stream().filter(r -> orphaned(r, owner, agenda.now())).forEach(r -> {
      r.owner = "";
      r.epoch++;
      tape.add(new Entry.Granted(r.id, r.epoch, ""));
    });
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

  /** Whether a call may be meant to be made. */
  public boolean mayIntend(Lease lease) {
    return lasts(lease, 0) && stops.isEmpty();
  }

  /** The fence of the first call that follows an intent. */
  public boolean mayBegin(Lease lease) {
    return lasts(lease, TO_CALL) && stops.isEmpty();
  }

  /** The fence: asked just before every other call that changes a node. A panic stop closes it; a hold does not, since what runs ends. */
  public boolean mayGoOn(Lease lease) {
    return lasts(lease, TO_CALL) && !stops.contains(Stop.PANICKED);
  }

  /** Whether it is held for so long from now, whatever else may be. */
  public boolean lasts(Lease lease, long millis) {
    return holds(lease) && rows.get(lease.work()).leased(agenda.now() + millis);
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

  /** Whoever asked before must ask again. */
  void stop(Stop reason, boolean on) {
    if (on) stops.add(reason);
    else stops.remove(reason);
    stopped++;
  }

  /** Absent while participants are compared: then nobody else looks; else another number after every stop. */
  Optional<Long> watchable() {
    return stops.contains(Stop.COMPARING) ? Optional.empty() : Optional.of(stopped);
  }

  /** Begins to watch; told twice, the second time changes nothing. */
  void watch(Object payload) {
    if (rows.values().stream().noneMatch(r -> r.kind == Kind.WATCH)) add(Kind.WATCH, NodeName.DOMAINS, "watch", payload);
  }

  /** Nothing more is to be done, but for these. */
  void close(Collection<NodeName> aside) {
    rows.values().removeIf(r -> r.kind != Kind.FAN_IN && !(r.kind == Kind.STEP && aside.contains(r.node))
        && !(r.kind == Kind.FAN_OUT && !aside.isEmpty()));
  }

  boolean quiet() {
    var now = agenda.now();
    return rows.values().stream().noneMatch(r -> r.leased(now) || r.due <= now && (goesOn(r) || stops.isEmpty()));
  }

  boolean isTold() {
    var now = agenda.now();
    return rows.values().stream().filter(r -> r.kind == Kind.FAN_IN || r.kind == Kind.FAN_OUT && stops.isEmpty()).noneMatch(r -> r.leased(now) || r.due <= now);
  }

  boolean settled() {
    return rows.values().stream().noneMatch(r -> r.kind != Kind.WATCH && (goesOn(r) || stops.isEmpty()));
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }
}
