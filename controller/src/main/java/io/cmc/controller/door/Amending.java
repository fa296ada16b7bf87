// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.door;

import io.cmc.api.v1.AmendMigrationRequest;
import io.cmc.id.NodeName;
import io.cmc.plan.Amendment;
import io.cmc.plan.Endpoint;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.plan.ParticipantPlan;
import io.cmc.plan.Window;
import io.cmc.wire.ProtoTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An amendment from the public contract's form into the language: what is not set there is taken from the plan as it is. */
record Amending(MigrationPlan plan, Instant now) {
  static final Amendment NOTHING = new Amendment(Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), Map.of());

  Amendment read(AmendMigrationRequest r) {
    var admins = new TreeMap<NodeName, Endpoint>();
    var ledgers = new TreeMap<NodeName, Endpoint>();
    r.getAddressesList().forEach(a -> {
      var name = new NodeName(a.getParticipant());
      if (a.hasAdmin()) admins.put(name, ReachReading.endpoint(a.getAdmin(), before(name).map(ParticipantPlan::admin)));
      if (a.hasLedger()) ledgers.put(name, ReachReading.endpoint(a.getLedger(), before(name).flatMap(ParticipantPlan::ledger)));
    });
    return new Amendment(r.hasPace() ? Optional.of(merged(r.getPace(), plan.pace())) : Optional.empty(),
        r.hasPingTimeout() ? Optional.of(positive(ProtoTime.of(r.getPingTimeout()))) : Optional.empty(),
        r.hasWindow() ? Optional.of(merged(r.getWindow())) : Optional.empty(), admins, ledgers);
  }

  private static Pace merged(io.cmc.api.v1.Pace p, Pace before) {
    return new Pace(or(p.getParallel(), before.parallel()), or(p.getBackupsPerHost(), before.backupsPerHost()),
        or(p.getDumpJobs(), before.dumpJobs()), or(p.getAttempts(), before.attempts()),
        p.hasPhaseLimit() ? positive(ProtoTime.of(p.getPhaseLimit())) : before.phaseLimit(),
        p.hasDrainLimit() ? positive(ProtoTime.of(p.getDrainLimit())) : before.drainLimit());
  }

  private Window merged(io.cmc.api.v1.Window w) {
    var before = plan.terms().window();
    var from = w.hasFrom() ? ProtoTime.of(w.getFrom()) : before.map(Window::from).orElse(now);
    var until = w.hasUntil() ? ProtoTime.of(w.getUntil()) : before.map(Window::until)
        .orElseThrow(() -> new IllegalArgumentException("a window that does not say until when"));
    return new Window(from, until, w.hasReserve() ? ProtoTime.of(w.getReserve()) : before.map(Window::reserve).orElse(Duration.ZERO));
  }

  private Optional<ParticipantPlan> before(NodeName name) {
    return Stream.concat(plan.participants().stream(), plan.aside().stream()).filter(p -> p.name().equals(name)).findFirst();
  }

  private static int or(int value, int otherwise) {
    if (value < 0) throw new IllegalArgumentException("a number below 0: " + value);
    return value == 0 ? otherwise : value;
  }

  private static Duration positive(Duration value) {
    if (!value.isPositive()) throw new IllegalArgumentException("a span of time that is not above 0: " + value);
    return value;
  }
}
