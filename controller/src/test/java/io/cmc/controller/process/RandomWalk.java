// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import io.cmc.access.Actor;
import io.cmc.access.OrderContext;
import io.cmc.approval.Gate;
import io.cmc.command.AbortMigration;
import io.cmc.command.AcceptDifferences;
import io.cmc.command.AmendMigration;
import io.cmc.command.BeginReconcile;
import io.cmc.command.CheckMigration;
import io.cmc.command.ExcludeParticipant;
import io.cmc.command.HoldMigration;
import io.cmc.command.NoteForeignChange;
import io.cmc.command.PanicStop;
import io.cmc.command.ParkStep;
import io.cmc.command.ReconcileMigration;
import io.cmc.command.RecordProgress;
import io.cmc.command.RestoreFromBackup;
import io.cmc.command.ResumeMigration;
import io.cmc.command.RetryDomainStep;
import io.cmc.command.RetryStep;
import io.cmc.command.StartMigration;
import io.cmc.command.WaiveCheck;
import io.cmc.controller.activity.Activity;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.migration.Standing;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.JourneyId;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.journey.Phase;
import io.cmc.journey.Progress;
import io.cmc.journey.ReconcileCause;
import io.cmc.journey.Sighting;
import io.cmc.journey.Stage;
import io.cmc.journey.StepName;
import io.cmc.plan.Amendment;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.GateHooks;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Pace;
import io.cmc.plan.Terms;
import io.cmc.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One migration in which everything that can come in any order comes in any order: reports, progress and messages, some of them twice
 * or late; failures, parked steps, unknown outcomes, workers that die after the intent, holds, aborts. In the end everybody behaves.
 */
final class RandomWalk {

  private static final int WILD = 300;

  final Rehearsal all;
  private final Random random;
  private final boolean aborts;
  private final List<Rehearsal.Message> sent = new ArrayList<>();
  private final List<Progress> told = new ArrayList<>();
  private final List<Late> reported = new ArrayList<>();

  private record Late(NodeName node, Report report) {}

  private final boolean panics;
  private final int most;
  private final Set<NodeName> proposed = new TreeSet<>();

  RandomWalk(long seed) {
    this(seed, 8);
  }

  /** @param most participants; with few of them a walk comes further */
  RandomWalk(long seed, int most) {
    this.most = most;
    this.random = new Random(seed);
    this.aborts = random.nextInt(3) == 0;
    this.panics = random.nextInt(4) == 0;
    this.all = Rehearsal.planned(plan());
  }

  private MigrationPlan plan() {
    var plan = Plans.of(oneOf(List.of(ClosingStrategy.values())), 1 + random.nextInt(most));
    if (random.nextBoolean()) plan = Plans.sourceDatabase(plan, BackupStrategy.PG_DUMP);
    if (random.nextInt(4) == 0) plan = Plans.keepingSource(plan);
    if (random.nextBoolean()) plan = plan.on(new Terms(Optional.empty(), Set.of("source-connected"), true));
    if (random.nextInt(3) == 0) plan = plan.on(plan.terms().asking(new GateHooks(List.of(new GateHooks.At(Gate.PNR_1, "changes"), new GateHooks.At(Gate.PNR_2, "changes")))));
    if (random.nextInt(4) == 0) plan = Plans.soaking(plan, Duration.ofMinutes(5));
    return random.nextBoolean() ? plan : Plans.gatesBefore(plan, oneOf(List.of(Phase.DRAIN, Phase.BACK_UP)), Phase.MOVE_CONTRACTS,
        oneOf(List.of(Phase.VERIFY, Phase.RETIRE)));
  }

  /** For who wants to look at every state on the way. */
  Consumer<Rehearsal> onEachStep = any -> { };

  RandomWalk walk() {
    if (random.nextInt(3) == 0) all.tell(new CheckMigration(all.plan.migration(), Samples.by(all.tick())));
    for (int i = 0; i < WILD && !ended(); i++) {
      wild();
      onEachStep.accept(all);
    }
    calm();
    sent.forEach(all::send);
    all.run();
    return this;
  }

  boolean ended() {
    return ended(all);
  }

  static boolean ended(Rehearsal all) {
    return all.state() instanceof MigrationState.Completed || all.state() instanceof MigrationState.Aborted
        || all.state() instanceof MigrationState.Restored;
  }

  private void wild() {
    var dice = random.nextInt(100);
    if (all.state() instanceof MigrationState.Planned) start();
    else if (dice < 25 && !all.comparisons.isEmpty()) compare();
    else if (dice < 30 && !all.fanIn.isEmpty()) forward();
    else if (dice < 50 && !all.fanOut.isEmpty() && !all.held()) send();
    else if (dice < 80 && !all.rows.isEmpty() && !all.held()) work();
    else if (dice < 85) repeat();
    else if (dice < 90 && !all.waiting.isEmpty()) all.waiting.remove(oneOf(all.waiting.stream().toList()));
    else if (dice < 94) retry();
    else if (dice < 96) holdOrResume();
    else if (dice < 97 && aborts) turnBack();
    else if (dice < 98 && panics) stopOrLeave();
    else if (dice < 99) other();
    else all.giveWord();
  }

  private void turnBack() {
    var by = Samples.by(all.tick());
    all.tell(random.nextBoolean() ? new AbortMigration(all.plan.migration(), by) : new RestoreFromBackup(all.plan.migration(), by));
  }

  private void compare() {
    all.compare(all.comparisons.remove(random.nextInt(all.comparisons.size())), oneOf(List.of(Sighting.Kind.AGREES, Sighting.Kind.AGREES,
        Sighting.Kind.UNSEEN, Sighting.Kind.DIFFERS)));
  }

  private void stopOrLeave() {
    var by = Samples.by(all.tick());
    var m = all.plan.migration();
    all.tell(oneOf(List.of(new PanicStop(m, by), new ResumeMigration(m, by), new AcceptDifferences(m, by), new ReconcileMigration(m, by),
        new BeginReconcile(m, ReconcileCause.TAKEOVER, all.tick()))));
  }

  private void other() {
    var m = all.plan.migration();
    var node = oneOf(all.plan.names());
    switch (random.nextInt(5)) {
      case 0 -> all.tell(new NoteForeignChange(m, random.nextInt(4) > 0 ? node : NodeName.DOMAINS, "closed", "open " + random.nextInt(2), all.tick()));
      case 1 -> all.tell(new ParkStep(new JourneyId(m, node), Samples.by(all.tick())));
      case 2 -> exclude(node);
      case 3 -> all.tell(new WaiveCheck(m, random.nextBoolean() ? node : NodeName.DOMAINS, "source-connected", Samples.by(all.tick())));
      default -> all.tell(new AmendMigration(m, new Amendment(Optional.of(new Pace(3, 1, 1, 2 + random.nextInt(9), Duration.ofMinutes(9),
          Duration.ofMinutes(9))), Optional.empty(), Optional.empty(), Map.of(), Map.of()), Samples.by(all.tick())));
    }
  }

  /** Rarely, and by two people. */
  private void exclude(NodeName node) {
    if (random.nextInt(3) > 0) return;
    var by = Samples.by(all.tick());
    var other = new OrderContext(new Actor("second", "Second", "os-user"), by.reason(), by.ticket(), "", by.at());
    all.tell(new ExcludeParticipant(all.plan.migration(), node, "shown", proposed.add(node) ? by : other));
  }

  private void start() {
    all.expect(all.tell(start(all)));
  }

  private void forward() {
    var many = 1 + random.nextInt(all.fanIn.size());
    told.addAll(all.fanIn.subList(0, many));
    all.forward(many);
  }

  private void send() {
    var message = all.fanOut.remove(random.nextInt(all.fanOut.size()));
    sent.add(message);
    all.send(message);
  }

  private void work() {
    var step = oneOf(all.rows.values().stream().toList());
    if (all.waiting.contains(step.node())) return;
    if (step.assignment().step().mutating() && step.assignment().step() != StepName.CONFIRM_OPEN) {
      report(step.node(), Answers.begun(step, all.tick()));
    }
    if (random.nextInt(12) == 0) return; // the worker dies between intent and call, or between call and report
    report(step.node(), oneOf(List.of(outcome(step), outcome(step), outcome(step), trouble(step))));
  }

  private Report outcome(StepRequested step) {
    var at = all.tick();
    if (!(step.assignment() instanceof Assignment.LookAgain)) return Answers.well(step, at);
    return switch (random.nextInt(24)) {
      case 0 -> Answers.noLonger(step, at);
      case 1 -> step.stage() == Stage.LEAVE || step.stage().phase() == Phase.BACK_UP ? Answers.inFlight(step, at) : Answers.noLonger(step, at);
      default -> Answers.well(step, at);
    };
  }

  private Report trouble(StepRequested step) {
    var at = all.tick();
    return switch (random.nextInt(5)) {
      case 0 -> Answers.fails(step, at);
      case 1 -> Answers.unknown(step, at);
      case 2 -> Answers.waits(step.request(), at);
      default -> Answers.failsForNow(step, at);
    };
  }

  private void report(NodeName node, Report report) {
    reported.add(new Late(node, report));
    all.report(node, report);
  }

  /** Something that was said before is said again. */
  private void repeat() {
    switch (random.nextInt(3)) {
      case 0 -> sent.stream().skip(random.nextInt(sent.size() + 1)).findFirst().ifPresent(all::send);
      case 1 -> reported.stream().skip(random.nextInt(reported.size() + 1)).findFirst().ifPresent(l -> all.report(l.node(), l.report()));
      default -> told.stream().skip(random.nextInt(told.size() + 1)).findFirst()
          .ifPresent(p -> all.tell(new RecordProgress(all.plan.migration(), List.of(p, p), all.tick())));
    }
  }

  private void retry() {
    retry(all);
  }

  private static void retry(Rehearsal all) {
    List.copyOf(all.parked).forEach(n -> all.expect(all.tell(new RetryStep(new JourneyId(all.plan.migration(), n), Samples.by(all.tick())))));
    if (all.state() instanceof Underway u && u.standing() instanceof Standing.OnDomains(var stage, var round, Activity.Doing d) && d.parked()) {
      all.expect(all.tell(new RetryDomainStep(all.plan.migration(), Samples.by(all.tick()))));
    }
  }

  private void holdOrResume() {
    var by = Samples.by(all.tick());
    if (all.held()) all.tell(new ResumeMigration(all.plan.migration(), by));
    else all.tell(new HoldMigration(all.plan.migration(), by));
  }

  private void calm() {
    calm(all);
  }

  /** From now on everybody behaves, and whoever is asked for his word gives it. */
  static void calm(Rehearsal all) {
    if (all.state() instanceof MigrationState.Planned) all.expect(all.tell(start(all)));
    for (int i = 0; i < 200 && !ended(all); i++) {
      if (all.held()) leaveStop(all);
      all.waiting.clear();
      retry(all);
      all.runToEnd();
      if (all.state() instanceof MigrationState.Planned) all.expect(all.tell(start(all)));
    }
    all.waiting.clear();
    retry(all);
    all.run();
  }

  private static void leaveStop(Rehearsal all) {
    all.run();
    if (all.held()) all.expect(all.tell(new ResumeMigration(all.plan.migration(), Samples.by(all.tick()))));
  }

  private static StartMigration start(Rehearsal all) {
    return new StartMigration(all.plan.migration(), Plans.HASH, Samples.by(all.tick()));
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
