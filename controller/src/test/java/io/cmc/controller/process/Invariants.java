// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.controller.migration.Course;
import io.cmc.controller.migration.Leg;
import io.cmc.event.Event;
import io.cmc.event.IncidentEvent.IncidentClosed;
import io.cmc.event.IncidentEvent.IncidentOpened;
import io.cmc.event.JourneyEvent.BackupTaken;
import io.cmc.event.JourneyEvent.BarrierSeen;
import io.cmc.event.JourneyEvent.ContractsMoved;
import io.cmc.event.JourneyEvent.LimitsLowered;
import io.cmc.event.JourneyEvent.LimitsRestored;
import io.cmc.event.JourneyEvent.LimitsSaved;
import io.cmc.event.JourneyEvent.StageReached;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent.AbortBegan;
import io.cmc.event.MigrationEvent.AtDomains;
import io.cmc.event.MigrationEvent.BarrierLookBegan;
import io.cmc.event.MigrationEvent.BarrierPassed;
import io.cmc.event.MigrationEvent.DrainBeganAgain;
import io.cmc.event.MigrationEvent.PointOfNoReturnCrossed;
import io.cmc.event.MigrationEvent.RatesLowered;
import io.cmc.event.MigrationEvent.RatesRestored;
import io.cmc.event.MigrationEvent.SourceBackupTaken;
import io.cmc.event.MigrationEvent;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.event.StepEvent.StepUnparked;
import io.cmc.event.StepEvent;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.journey.Stage;
import io.cmc.plan.MigrationPlan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What must hold in every history of a migration, whatever went wrong on the way; looks at nothing but the events. */
final class Invariants {

  private final MigrationPlan plan;
  private final List<Event> log;

  Invariants(Rehearsal all) {
    this.plan = all.plan;
    this.log = all.log;
  }

  void hold() {
    nothingIsMovedBeforeAllAreBackedUpAndWereSeenAfterTheLastBackup();
    nobodyIsAheadOfTheOthersByAStage();
    barriersArePassedAfterAllWereSeen();
    happensOnceAtMost(ContractsMoved.class);
    happensOnceAtMost(LimitsSaved.class);
    whatWasSavedIsWhatIsRestored();
    whoeverWasClosedIsOpenAtTheEnd();
    whoIsParkedHasAnIncident();
    incidentsAreClosedAtTheEnd();
    everyIntentEnds();
    requestsAreUnique();
    nobodyTurnsBackBehindThePointOfNoReturn();
  }

  /** I1. */
  private void nothingIsMovedBeforeAllAreBackedUpAndWereSeenAfterTheLastBackup() {
    var move = index(e -> e instanceof StepRequested r && r.assignment() instanceof Assignment.MoveContracts);
    if (move < 0) return;
    var before = log.subList(0, move);
    var lastPass = IntStream.range(0, move).filter(i -> before.get(i) instanceof DrainBeganAgain).max().orElse(0);
    var lastBackup = IntStream.range(0, move).filter(i -> before.get(i) instanceof BackupTaken || before.get(i) instanceof SourceBackupTaken)
        .max().orElse(-1);
    assertThat(nodes(before.subList(lastPass, move), BackupTaken.class)).as("backed up before the first move").containsAll(plan.names());
    if (plan.source().database().isPresent()) assertThat(before).hasAtLeastOneElementOfType(SourceBackupTaken.class);
    var seen = new HashSet<NodeName>();
    log.subList(lastBackup, move).forEach(e -> {
      if (e instanceof BarrierSeen s && (s.stage() == Stage.BACK_UP || s.stage() == Stage.PROVE_BACKUPS)) seen.add(s.node());
    });
    assertThat(seen).as("looked at after the last backup and before the first move").containsAll(plan.names());
  }

  private void nobodyIsAheadOfTheOthersByAStage() {
    var stages = Course.forward(plan).legs().stream().filter(l -> l instanceof Leg.Through).map(Leg::stage).filter(Stage::onParticipants)
        .distinct().toList();
    var names = plan.names();
    Map<Stage, Set<NodeName>> reached = new HashMap<>();
    for (var event : log) {
      if (event instanceof DrainBeganAgain) stages.subList(stages.indexOf(Stage.DRAIN), stages.size()).forEach(reached::remove);
      if (event instanceof StageReached e) reached.computeIfAbsent(e.stage(), s -> new HashSet<>()).add(e.node());
      if (event instanceof StepRequested e && stages.indexOf(e.stage()) > 0 && !(e.assignment() instanceof Assignment.LookAgain)) {
        var stage = stages.get(stages.indexOf(e.stage()) - 1);
        var through = reached.getOrDefault(stage, Set.of());
        if (!through.containsAll(names)) throw new AssertionError("only " + through + " were through " + stage + " before " + e);
      }
    }
  }

  private void barriersArePassedAfterAllWereSeen() {
    Map<Stage, Set<NodeName>> seen = new HashMap<>();
    for (var event : log) {
      if (event instanceof BarrierLookBegan e) seen.put(e.stage(), new HashSet<>());
      if (event instanceof BarrierSeen e) seen.get(e.stage()).add(e.node());
      if (event instanceof BarrierPassed e) assertThat(seen.get(e.stage())).as("seen since the last look began: " + e).containsAll(plan.names());
    }
  }

  /** I2, and the first half of I3. */
  private void happensOnceAtMost(Class<? extends JourneyEvent> kind) {
    assertThat(log.stream().filter(kind::isInstance).map(e -> ((JourneyEvent) e).node())).as(kind.getSimpleName()).doesNotHaveDuplicates();
  }

  /** I3. */
  private void whatWasSavedIsWhatIsRestored() {
    Map<NodeName, LimitsSaved> saved = new HashMap<>();
    for (var event : log) {
      if (event instanceof LimitsSaved e) saved.put(e.node(), e);
      if (event instanceof LimitsRestored e) assertThat(e.limits()).as("%s", e).isEqualTo(saved.get(e.node()).settings().limits());
      if (event instanceof StepRequested r && r.assignment() instanceof Assignment.RestoreLimits a) {
        assertThat(a.saved()).as("%s", r).isEqualTo(saved.get(r.node()).settings());
      }
    }
  }

  /** I4, where nothing is parked any more. */
  private void whoeverWasClosedIsOpenAtTheEnd() {
    assertThat(nodes(log, LimitsRestored.class)).as("limits restored").containsAll(nodes(log, LimitsLowered.class));
    if (log.stream().anyMatch(RatesLowered.class::isInstance)) assertThat(log).as("rates restored").hasAtLeastOneElementOfType(RatesRestored.class);
  }

  private void whoIsParkedHasAnIncident() {
    var open = new HashSet<String>();
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i) instanceof IncidentOpened e) open.add(e.node() + " " + e.problem().code());
      if (log.get(i) instanceof StepParked e && !open.contains(e.node() + " " + e.problem().code())) {
        assertThat(log.get(i + 1)).as("what follows %s", e).isInstanceOf(IncidentOpened.class);
      }
    }
  }

  private void incidentsAreClosedAtTheEnd() {
    var open = new HashSet<String>();
    for (var event : log) {
      if (event instanceof IncidentOpened e) open.add(e.incident().value());
      if (event instanceof IncidentClosed e) open.remove(e.incident().value());
    }
    assertThat(open).as("incidents that are open when all is done").isEmpty();
  }

  /** I6. */
  private void everyIntentEnds() {
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i) instanceof StepIntended intent) {
        if (log.subList(i + 1, log.size()).stream().noneMatch(e -> ends(intent, e))) throw new AssertionError("nothing came of " + intent);
      }
    }
  }

  private static boolean ends(StepIntended intent, Event event) {
    return switch (event) {
      case StepEvent s when !(s instanceof StepIntended) && !(s instanceof StepRequested) && !(s instanceof StepUnparked) ->
          s.node().equals(intent.node()) && s.request().equals(intent.request());
      case JourneyEvent.Arrival a -> a.node().equals(intent.node());
      case AtDomains d -> intent.node().isDomains();
      case MigrationEvent.ExternallyConfirmed c -> intent.node().isDomains();
      default -> false;
    };
  }

  private void requestsAreUnique() {
    assertThat(log.stream().filter(StepRequested.class::isInstance).map(e -> ((StepRequested) e).request())).doesNotHaveDuplicates();
  }

  private void nobodyTurnsBackBehindThePointOfNoReturn() {
    var crossed = index(PointOfNoReturnCrossed.class::isInstance);
    assertThat(crossed < 0 || index(AbortBegan.class::isInstance) < 0).as("an abort and a point of no return in one history").isTrue();
    var move = index(e -> e instanceof StepRequested r && r.assignment() instanceof Assignment.MoveContracts);
    if (move >= 0) assertThat(crossed).as("PNR-1 before the first move").isBetween(0, move);
  }

  private static <E extends JourneyEvent> Set<NodeName> nodes(List<Event> events, Class<E> kind) {
    var nodes = new HashSet<NodeName>();
    events.forEach(e -> {
      if (kind.isInstance(e)) nodes.add(kind.cast(e).node());
    });
    return nodes;
  }

  private int index(Predicate<Event> that) {
    return IntStream.range(0, log.size()).filter(i -> that.test(log.get(i))).findFirst().orElse(-1);
  }
}
