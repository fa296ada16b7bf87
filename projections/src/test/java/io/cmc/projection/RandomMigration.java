// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection;

import io.cmc.approval.Approval;
import io.cmc.approval.Deed;
import io.cmc.approval.Gate;
import io.cmc.approval.WhyRevoked;
import io.cmc.event.ApprovalEvent.ApprovalExpired;
import io.cmc.event.ApprovalEvent.ApprovalGiven;
import io.cmc.event.ApprovalEvent.ApprovalRevoked;
import io.cmc.event.ApprovalEvent.ApprovalsVoided;
import io.cmc.event.ApprovalEvent.CrossingAsked;
import io.cmc.event.ApprovalEvent.DeedProposed;
import io.cmc.event.ApprovalEvent.GateCrossed;
import io.cmc.event.ApprovalEvent.GlassBroken;
import io.cmc.event.ApprovalEvent.GlassMended;
import io.cmc.event.ApprovalEvent.SignOffWithdrawn;
import io.cmc.event.ApprovalEvent.TeamSignedOff;
import io.cmc.event.Event;
import io.cmc.event.IncidentEvent.*;
import io.cmc.event.JourneyEvent.*;
import io.cmc.event.MigrationEvent.*;
import io.cmc.event.MigrationEvent.HooksAgreed;
import io.cmc.event.OrderEvent.AuditExported;
import io.cmc.event.OrderEvent.DeadLetterDiscarded;
import io.cmc.event.OrderEvent.DeadLetterRetried;
import io.cmc.event.OrderEvent.EventsRepublished;
import io.cmc.event.OrderEvent.HistoryExported;
import io.cmc.event.OrderEvent.LegalHoldLifted;
import io.cmc.event.OrderEvent.LegalHoldSet;
import io.cmc.event.OrderEvent.OrderRefused;
import io.cmc.event.OrderEvent.PersonErased;
import io.cmc.event.StepEvent.*;
import io.cmc.id.IncidentId;
import io.cmc.id.MigrationId;
import io.cmc.id.NodeName;
import io.cmc.id.RequestId;
import io.cmc.id.SynchronizerAlias;
import io.cmc.journey.Assignment;
import io.cmc.journey.Confirmation;
import io.cmc.journey.Phase;
import io.cmc.journey.PointOfNoReturn;
import io.cmc.journey.ReconcileCause;
import io.cmc.journey.Sighting;
import io.cmc.journey.Stage;
import io.cmc.plan.Amendment;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.Window;
import io.cmc.proof.BackupProof;
import io.cmc.proof.CheckResult;
import io.cmc.proof.ContractDigest;
import io.cmc.proof.DrainProof;
import io.cmc.proof.HookAnswer;
import io.cmc.proof.MoveProof;
import io.cmc.proof.PingResult;
import io.cmc.proof.ResourceLimits;
import io.cmc.proof.RestoreProof;
import io.cmc.proof.SavedRates;
import io.cmc.proof.SavedSettings;
import io.cmc.rejection.Finding;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.rejection.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What one migration may leave in the store, troubles included: events that fit one another, in an order that can have been. */
public final class RandomMigration {

  private final RandomGenerator random;
  private final MigrationId id;
  private List<NodeName> names;
  private final ClosingStrategy closing;
  private final List<Event> events = new ArrayList<>();
  private final SavedSettings saved;
  private final SavedRates rates = new SavedRates(100, 200);
  private Instant now;
  private int requests;
  private int reconciles;

  private RandomMigration(RandomGenerator random, MigrationId id, List<NodeName> names, Instant from) {
    this.random = random;
    this.id = id;
    this.names = names;
    this.closing = ClosingStrategy.values()[random.nextInt(3)];
    this.saved = new SavedSettings(new ResourceLimits(random.nextBoolean() ? Optional.of(random.nextInt(1, 500)) : Optional.empty(),
        random.nextBoolean() ? Optional.of(random.nextInt(1, 500)) : Optional.empty(), 0.5), random.nextBoolean(),
        List.of(new SynchronizerAlias("other")));
    this.now = from.plusSeconds(random.nextInt(100_000));
  }

  public static List<Event> of(RandomGenerator random, MigrationId id, List<NodeName> names) {
    return from(Instant.parse("2026-03-07T06:00:00Z"), random, id, names);
  }

  /** @param from begins within a day of it */
  public static List<Event> from(Instant from, RandomGenerator random, MigrationId id, List<NodeName> names) {
    var migration = new RandomMigration(random, id, names, from);
    migration.run();
    return migration.events;
  }

  private Instant tick() {
    now = now.plusMillis(random.nextInt(1, 60_000));
    return now;
  }

  private boolean nowAndThen() {
    return random.nextInt(4) == 0;
  }

  private void run() {
    add(new MigrationPlanned(id, SamplePlan.of(id, names, closing), SamplePlan.HASH, tick()));
    names.forEach(n -> add(new ParticipantEnrolled(id, n, closing, BackupStrategy.PG_DUMP, tick())));
    if (nowAndThen()) refuse();
    preflight(1, random.nextBoolean());
    if (random.nextInt(6) == 0) return;
    add(new MigrationStarted(id, SamplePlan.HASH, tick()));
    phase(Phase.PREFLIGHT, () -> preflight(2, false));
    if (random.nextInt(8) == 0) {
      abort();
      return;
    }
    phase(Phase.QUIESCE, this::quiesce);
    if (nowAndThen()) exclude();
    drainAndLeave();
    if (nowAndThen()) drainAgain();
    phase(Phase.BACK_UP, this::backUp);
    if (nowAndThen()) amend();
    if (random.nextInt(5) == 0) {
      abort();
      return;
    }
    gate(Phase.MOVE_CONTRACTS);
    if (nowAndThen()) onDomains(Stage.HOOKS_BEFORE_MOVE, new Assignment.AskHooks(Gate.PNR_1, List.of("changes")),
        new HooksAgreed(id, Gate.PNR_1, List.of(new HookAnswer("changes", "CHG-7", now)), tick()));
    add(new PointOfNoReturnCrossed(id, PointOfNoReturn.PNR_1, tick()));
    phase(Phase.MOVE_CONTRACTS, () -> onAll(Stage.MOVE, List.of(n -> step(n, Stage.MOVE, new Assignment.MoveContracts(backup()),
        new ContractsMoved(id, n, new MoveProof("Inactive"), tick()))), false));
    phase(Phase.RECONNECT, () -> onAll(Stage.JOIN, List.of(n -> step(n, Stage.JOIN, new Assignment.JoinTarget(saved), new TargetJoined(id, n, tick()))), true));
    phase(Phase.VERIFY, this::verify);
    if (nowAndThen()) {
      restore();
      return;
    }
    add(new PointOfNoReturnCrossed(id, PointOfNoReturn.PNR_2, tick()));
    phase(Phase.REOPEN, this::reopen);
    if (random.nextInt(5) == 0) return;
    add(new SoakBegan(id, now.plus(Duration.ofHours(2)), tick()));
    add(new SoakEnded(id, tick()));
    phase(Phase.RETIRE, () -> onDomains(Stage.RETIRE, new Assignment.RetireSource(), new SourceRetired(id, "no answer", tick())));
    add(new MigrationCompleted(id, tick()));
  }

  private void quiesce() {
    switch (closing) {
      case PARTICIPANT_LIMITS -> onAll(Stage.CLOSE, List.of(this::save,
          n -> step(n, Stage.CLOSE, new Assignment.LowerLimits(), new LimitsLowered(id, n, tick()))), true);
      case DOMAIN_RATE -> {
        onDomains(Stage.SAVE_RATES, new Assignment.SaveRates(), new RatesSaved(id, rates, tick()));
        onDomains(Stage.SAVE_RATES, new Assignment.LowerRates(rates), new RatesLowered(id, tick()));
        seeClosed();
      }
      case OUTSIDE -> {
        onDomains(Stage.CONFIRM_CLOSED, new Assignment.ConfirmClosed(), new ExternallyConfirmed(id, Confirmation.INGRESS_CLOSED, "CHG-7", tick()));
        seeClosed();
      }
    }
  }

  private void seeClosed() {
    onAll(Stage.SEE_CLOSED, List.of(this::save, n -> step(n, Stage.SEE_CLOSED, new Assignment.SeeClosed(), new ClosingSeen(id, n, tick()))), true);
  }

  private void save(NodeName n) {
    step(n, Stage.CLOSE, new Assignment.SaveSettings(), new LimitsSaved(id, n, saved, tick()));
  }

  private void drain(NodeName n) {
    var sample = new DrainProof.InFlightSample(tick(), 0, 0);
    step(n, Stage.DRAIN, new Assignment.Drain(), new DrainProved(id, n, new DrainProof(now, tick(), Duration.ofSeconds(90), List.of(sample)), tick()));
  }

  private void list(NodeName n) {
    step(n, Stage.DRAIN, new Assignment.ListContracts(), new ContractsListed(id, n, digest(), tick()));
  }

  private void backUp() {
    onAll(Stage.BACK_UP, List.of(n -> step(n, Stage.BACK_UP, new Assignment.BackUp(), new BackupTaken(id, n, backup(), tick()))), true);
    onDomains(Stage.BACK_UP_SOURCE, new Assignment.BackUpSource(), new SourceBackupTaken(id, backup(), tick()));
    onAll(Stage.PROVE_BACKUPS, List.of(n -> step(n, Stage.PROVE_BACKUPS, new Assignment.ProveBackup(backup()),
        new BackupProved(id, n, new RestoreProof("scratch_" + n, 40, random.nextInt(9000), Duration.ofSeconds(9), now), tick()))), false);
  }

  private void drainAndLeave() {
    phase(Phase.DRAIN, () -> onAll(Stage.DRAIN, List.of(this::drain, this::list), true));
    phase(Phase.DISCONNECT, () -> onAll(Stage.LEAVE, List.of(n -> step(n, Stage.LEAVE, new Assignment.LeaveSource(saved), new SourceLeft(id, n, tick()))), true));
  }

  /** Work turned up in flight after all had left: they go back, closed, and drain again. */
  private void drainAgain() {
    add(new PhaseBegan(id, Phase.BACK_UP, tick()));
    add(new BarrierLookBegan(id, Stage.BACK_UP, 1, tick()));
    names.forEach(n -> step(n, Stage.BACK_UP, new Assignment.LookAgain(new Assignment.BackUp()),
        new WorkFoundInFlight(id, n, Stage.BACK_UP, 1, "1 request", tick())));
    add(new WorkSeenInFlight(id, Stage.BACK_UP, 1, names, tick()));
    add(new DrainBeganAgain(id, 1, tick()));
    add(new PhaseBegan(id, Phase.DRAIN, tick()));
    onAll(Stage.BACK_TO_DRAIN, List.of(n -> step(n, Stage.BACK_TO_DRAIN, new Assignment.RejoinSource(saved), new WentBackToDrain(id, n, tick()))), false);
    add(new PhaseEnded(id, Phase.DRAIN, tick()));
    drainAndLeave();
  }

  private void exclude() {
    if (names.size() < 2) return;
    var node = names.getLast();
    add(new ExclusionProposed(id, node, "9f2c", "operator-1", tick()));
    add(new ParticipantExcluded(id, node, tick()));
    names = names.subList(0, names.size() - 1);
    add(new ParticipantSetAside(id, node, tick()));
    add(new IncidentOpened(id, node, incident(id + "/" + node), problem(), tick()));
    add(new ExcludedSentBack(id, 1, List.of(node), tick()));
    step(node, Stage.RETURN_EXCLUDED, new Assignment.RejoinSource(saved), new SourceRejoined(id, node, tick()));
    step(node, Stage.RETURN_EXCLUDED, new Assignment.RestoreLimits(saved), new LimitsRestored(id, node, saved.limits(), tick()));
    add(new IncidentClosed(id, node, incident(id + "/" + node), "it goes on", tick()));
  }

  private void amend() {
    var window = new Window(now, now.plusSeconds(7200), Duration.ofMinutes(30));
    var amendment = new Amendment(Optional.empty(), Optional.empty(), Optional.of(window), Map.of(), Map.of());
    add(new MigrationAmended(id, List.of(new Amendment.Change("window", "none", window.until().toString())),
        SamplePlan.of(id, names, closing).amended(amendment), tick()));
    add(new WindowTooShort(id, Phase.MOVE_CONTRACTS, window.until(), tick()));
    add(new MigrationHeld(id, "too little of the window is left", tick()));
    add(new MigrationResumed(id, tick()));
    add(new CheckWaived(id, names.getFirst(), "no-strangers-known", tick()));
    add(new CheckDropped(id, names.getFirst(), "no-strangers-known", tick()));
  }

  /** Panic, or somebody else's change: then all are looked at, and what differs is accepted. */
  private void stop() {
    var number = incident(id.value());
    if (random.nextBoolean()) add(new PanicStopped(id, nowAndThen() ? "" : "smoke", tick()));
    else add(new ForeignChangeSeen(id, names.getFirst(), "limits 0/0", "limits 5/5", tick()));
    add(new IncidentOpened(id, names.getFirst(), number, problem(), tick()));
    add(new IncidentAcknowledged(id, NodeName.DOMAINS, number, nowAndThen() ? "" : "mine", tick()));
    add(new IncidentCommented(id, NodeName.DOMAINS, number, "the cable", tick()));
    var run = ++reconciles;
    add(new ReconcileBegan(id, run, ReconcileCause.values()[random.nextInt(4)], names, tick()));
    var sightings = names.stream().map(n -> new Sighting(n, Sighting.Kind.values()[random.nextInt(3)], "connected to olddomain", "not connected")).toList();
    add(new ParticipantsReconciled(id, run, sightings, tick()));
    var differing = sightings.stream().filter(s -> s.kind() == Sighting.Kind.DIFFERS).map(Sighting::node).toList();
    add(new ReconcileEnded(id, run, differing, tick()));
    if (!differing.isEmpty()) add(new DifferencesAccepted(id, differing, tick()));
    if (events.stream().anyMatch(PanicStopped.class::isInstance)) add(new PanicEnded(id, tick()));
    add(new IncidentClosed(id, NodeName.DOMAINS, number, "all participants are as recorded", tick()));
  }

  private IncidentId incident(String stream) {
    return new IncidentId(stream + "!" + (1 + events.stream().filter(e -> e instanceof IncidentOpened o && o.incident().value().startsWith(stream + "!")
        && events.stream().anyMatch(c -> c instanceof IncidentClosed k && k.incident().equals(o.incident()))).count()));
  }

  private void restore() {
    add(new RestoreBegan(id, "the pings fail", tick()));
    add(new PhaseBegan(id, Phase.RESTORE, tick()));
    onAll(Stage.SEE_UNMOVED, List.of(n -> step(n, Stage.SEE_UNMOVED, new Assignment.SeeUnmoved(true),
        new MoveLookedFor(id, n, random.nextBoolean(), "connected to newdomain", tick()))), false);
    if (nowAndThen()) {
      add(new PointOfNoReturnTakenBack(id, PointOfNoReturn.PNR_1, tick()));
      add(new MigrationAborted(id, tick()));
      return;
    }
    onAll(Stage.STOP, List.of(n -> step(n, Stage.STOP, new Assignment.StopParticipant(), new ParticipantStopped(id, n, "no answer", tick()))), false);
    onAll(Stage.RESTORE_DATABASES, List.of(n -> step(n, Stage.RESTORE_DATABASES, new Assignment.RestoreDatabase(backup()),
        new DatabaseRestored(id, n, tick()))), false);
    onAll(Stage.START, List.of(n -> step(n, Stage.START, new Assignment.StartParticipant(), new ParticipantStarted(id, n, tick()))), false);
    add(new PhaseEnded(id, Phase.RESTORE, tick()));
    phase(Phase.ABORT, () -> {
      onAll(Stage.REJOIN, List.of(n -> step(n, Stage.REJOIN, new Assignment.RejoinSource(saved), new SourceRejoined(id, n, tick()))), false);
      onAll(Stage.COMPARE_RESTORED, List.of(n -> step(n, Stage.COMPARE_RESTORED, new Assignment.CompareContracts(digest()),
          new ContractsCompared(id, n, digest(), digest(), tick()))), false);
      onAll(Stage.REOPEN_SOURCE, List.of(n -> step(n, Stage.REOPEN_SOURCE, new Assignment.RestoreLimits(saved),
          new LimitsRestored(id, n, saved.limits(), tick()))), false);
    });
    add(new MigrationRestored(id, tick()));
  }

  private void verify() {
    onAll(Stage.COMPARE, List.of(n -> step(n, Stage.COMPARE, new Assignment.CompareContracts(digest()),
        new ContractsCompared(id, n, digest(), nowAndThen() ? ContractDigest.notListed() : digest(), tick()))), false);
    if (closing == ClosingStrategy.PARTICIPANT_LIMITS) {
      onAll(Stage.EASE, List.of(n -> step(n, Stage.EASE, new Assignment.EaseLimits(saved), new LimitsEased(id, n, small(), tick()))), false);
    }
    if (closing == ClosingStrategy.DOMAIN_RATE) {
      onDomains(Stage.EASE_RATE, new Assignment.EaseRate(rates), new RateEased(id, 4, tick()));
    }
    onAll(Stage.PING, List.of(n -> step(n, Stage.PING, new Assignment.Ping(List.of()), new PingsAnswered(id, n,
        names.stream().filter(o -> !o.equals(n)).limit(names.size() > 30 ? 4 : 30).map(o -> new PingResult(o, true, Duration.ofMillis(random.nextInt(20_000)))).toList(), tick()))), true);
  }

  private void reopen() {
    if (closing == ClosingStrategy.PARTICIPANT_LIMITS) {
      onAll(Stage.OPEN, List.of(n -> step(n, Stage.OPEN, new Assignment.RestoreLimits(saved), new LimitsRestored(id, n, saved.limits(), tick())),
          this::connect), false);
      return;
    }
    if (closing == ClosingStrategy.DOMAIN_RATE) {
      onDomains(Stage.OPEN_RATE, new Assignment.RestoreTargetRate(rates), new RatesRestored(id, 0, 200, tick()));
    } else {
      onDomains(Stage.CONFIRM_OPEN, new Assignment.ConfirmOpen(), new ExternallyConfirmed(id, Confirmation.INGRESS_OPEN, "", tick()));
    }
    onAll(Stage.SET_AUTOMATIC, List.of(this::connect), false);
  }

  private void connect(NodeName n) {
    step(n, Stage.OPEN, new Assignment.ConnectAutomatically(saved), new AutomaticConnectRestored(id, n, tick()));
  }

  private void abort() {
    add(new AbortBegan(id, "the window is over", tick()));
    phase(Phase.ABORT, () -> {
      if (events.stream().noneMatch(LimitsSaved.class::isInstance)) return;
      onAll(Stage.REJOIN, List.of(n -> step(n, Stage.REJOIN, new Assignment.RejoinSource(saved), new SourceRejoined(id, n, tick()))), true);
      onAll(Stage.REOPEN_SOURCE, List.of(n -> step(n, Stage.REOPEN_SOURCE, new Assignment.RestoreLimits(saved),
          new LimitsRestored(id, n, saved.limits(), tick()))), false);
    });
    add(new MigrationAborted(id, tick()));
  }

  private void preflight(int run, boolean blocked) {
    if (run == 1) add(new PreflightBegan(id, run, tick()));
    onDomains(Stage.CHECK_DOMAINS, new Assignment.CheckDomains(run > 1), new DomainsChecked(id, check(false), tick()));
    add(new StageBegan(id, Stage.CHECK_PARTICIPANTS, run, run > 1, names, tick()));
    names.forEach(n -> {
      step(n, Stage.CHECK_PARTICIPANTS, new Assignment.CheckParticipant(run > 1), new ParticipantChecked(id, n, check(blocked), run > 1, tick()));
      add(new StageReached(id, n, Stage.CHECK_PARTICIPANTS, run, blocked, tick()));
    });
    add(new ParticipantsReached(id, Stage.CHECK_PARTICIPANTS, run, names, blocked ? names : List.of(), tick()));
    add(blocked ? new PreflightBlocked(id, run, names, tick()) : new PreflightPassed(id, run, tick()));
  }

  private void phase(Phase phase, Runnable stages) {
    if (nowAndThen()) hold();
    if (nowAndThen()) stop();
    add(new PhaseBegan(id, phase, tick()));
    stages.run();
    if (nowAndThen()) add(new PhaseOverdue(id, phase, Duration.ofMinutes(30), tick()));
    add(new PhaseEnded(id, phase, tick()));
  }

  private void hold() {
    add(new MigrationHeld(id, "wait for \"bank close\"", tick()));
    refuse();
    add(new MigrationResumed(id, tick()));
  }

  /** People agree, change their minds, and break the glass. */
  private void agree() {
    var gate = Gate.values()[random.nextInt(4)];
    var given = new Approval(gate, SamplePlan.HASH, nowAndThen() ? Optional.of("retail") : Optional.empty(), "operator-2", "Op 2", "k-9", now, now.plusSeconds(3600));
    add(new TeamSignedOff(id, "retail", SamplePlan.HASH, "operator-1", "Op 1", tick()));
    add(new SignOffWithdrawn(id, "retail", "operator-1", tick()));
    add(new CrossingAsked(id, nowAndThen() ? Optional.empty() : Optional.of(gate), "operator-1", tick()));
    add(new ApprovalGiven(id, given, tick()));
    add(nowAndThen() ? new ApprovalExpired(id, gate, "operator-2", tick()) : new ApprovalRevoked(id, gate, "operator-2", WhyRevoked.values()[random.nextInt(3)], tick()));
    add(new ApprovalsVoided(id, SamplePlan.HASH, tick()));
    add(new DeedProposed(id, Deed.values()[random.nextInt(3)], "bank-1", "9f2c", "operator-1", tick()));
    add(new GlassBroken(id, gate, "operator-1", "Op 1", "the line is down", now.plusSeconds(3600), tick()));
    add(new GlassMended(id, gate, tick()));
    add(new GateCrossed(id, gate, SamplePlan.HASH, List.of(given), tick()));
  }

  private void gate(Phase before) {
    if (nowAndThen()) agree();
    add(new GateHeld(id, before, tick()));
    add(new GateReleased(id, before, tick()));
  }

  private void refuse() {
    add(new OrderRefused(id, nowAndThen() ? names.getFirst().value() : "", "StartMigration", problem(), tick()));
    add(nowAndThen() ? new DeadLetterDiscarded(id, "kafka", "e-1", "too large", tick()) : new DeadLetterRetried(id, "status", "e-2", tick()));
    add(switch (random.nextInt(6)) {
      case 4 -> new LegalHoldSet(id, "", tick());
      case 5 -> new LegalHoldLifted(id, "p-0123456789abcdef", tick());
      case 0 -> new PersonErased(id, "p-0123456789abcdef", tick());
      case 1 -> new HistoryExported(id, nowAndThen() ? "" : "bank-1", "verify", tick());
      case 2 -> new AuditExported(id, "", 17, tick());
      default -> new EventsRepublished(id, "again", 1, tick());
    });
  }

  /** @param steps of each participant; @param barrier whether all are looked at again, and one may have fallen back */
  private void onAll(Stage stage, List<java.util.function.Consumer<NodeName>> steps, boolean barrier) {
    round(stage, 1, names, steps);
    if (barrier) {
      add(new BarrierLookBegan(id, stage, 1, tick()));
      var fell = nowAndThen() && stage != Stage.PING ? names.subList(0, 1) : List.<NodeName>of();
      var holding = names.subList(fell.size(), names.size());
      holding.forEach(n -> step(n, stage, new Assignment.LookAgain(new Assignment.Drain()), new BarrierSeen(id, n, stage, 1, tick())));
      fell.forEach(n -> step(n, stage, new Assignment.LookAgain(new Assignment.Drain()), new FellBack(id, n, stage, 1, "connected again", tick())));
      add(new ParticipantsLookedAt(id, stage, 1, holding, fell, tick()));
      if (!fell.isEmpty()) round(stage, 2, fell, stage == Stage.CLOSE || stage == Stage.SEE_CLOSED ? steps.subList(1, 2) : steps);
    }
    add(new BarrierPassed(id, stage.phase(), stage, tick()));
  }

  private void round(Stage stage, int round, List<NodeName> who, List<java.util.function.Consumer<NodeName>> steps) {
    add(new StageBegan(id, stage, round, true, who, tick()));
    for (var n : who) {
      steps.forEach(s -> s.accept(n));
      add(new StageReached(id, n, stage, round, false, tick()));
    }
    for (var half : List.of(who.subList(0, who.size() / 2), who.subList(who.size() / 2, who.size()))) {
      if (!half.isEmpty()) add(new ParticipantsReached(id, stage, round, half, List.of(), tick()));
    }
  }

  private void onDomains(Stage stage, Assignment assignment, Event end) {
    add(new StageBegan(id, stage, 1, true, List.of(), tick()));
    step(NodeName.DOMAINS, stage, assignment, end);
  }

  private void step(NodeName node, Stage stage, Assignment assignment, Event end) {
    var request = new RequestId(id + "#" + ++requests);
    add(new StepRequested(id, node, request, stage, 1, assignment, tick()));
    for (var i = random.nextInt(3); i > 0; i--) trouble(node, request);
    if (nowAndThen()) park(node, request);
    add(new StepIntended(id, node, request, "UpdateResourceLimits", tick()));
    add(end);
  }

  private void trouble(NodeName node, RequestId request) {
    List<Function<Instant, Event>> choices = List.of(
        at -> new StepWaiting(id, node, request, random.nextInt(9) + " requests in flight", at.plusSeconds(5), at),
        at -> new StepDelayed(id, node, request, random.nextInt(1, 5), problem(), at.plusSeconds(5), at),
        at -> new StepUnresolved(id, node, request, problem(), at.plusSeconds(5), at));
    add(choices.get(random.nextInt(choices.size())).apply(tick()));
  }

  private void park(NodeName node, RequestId request) {
    add(new StepParked(id, node, request, problem(), tick()));
    if (!node.isDomains()) add(new ParticipantsParked(id, List.of(node), tick()));
    add(new StepUnparked(id, node, request, tick()));
    if (!node.isDomains()) add(new ParticipantsUnparked(id, List.of(node), tick()));
  }

  private Problem problem() {
    var codes = ProblemCode.values();
    return Problem.of(codes[random.nextInt(codes.length)], "12 GB free", "3 GB free on \u00fcber-dumps 100%");
  }

  private CheckResult check(boolean blocks) {
    return CheckResult.of(List.of(new Finding("space", blocks ? Severity.BLOCK : Severity.INFO, problem())), Map.of("release", "2.10.4", "edition", "enterprise"));
  }

  private BackupProof backup() {
    return new BackupProof(BackupStrategy.PG_DUMP, "/var/backups/" + id, random.nextLong(1L << 40), "9f".repeat(32), Duration.ofSeconds(371),
        now, random.nextInt(1000));
  }

  private ContractDigest digest() {
    return new ContractDigest(true, 12, "ab".repeat(32), List.of(new ContractDigest.PartyDigest("alice::1220", 12, "cd".repeat(32))));
  }

  private static ResourceLimits small() {
    return new ResourceLimits(Optional.of(4), Optional.of(4), 0.5);
  }

  private void add(Event event) {
    events.add(event);
  }
}
