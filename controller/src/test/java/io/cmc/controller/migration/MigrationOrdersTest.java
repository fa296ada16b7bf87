// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.cmc.access.Actor;
import io.cmc.access.OrderContext;
import io.cmc.approval.Gate;
import io.cmc.command.ApproveMigration;
import io.cmc.command.BreakGlass;
import io.cmc.command.RevokeApproval;
import io.cmc.command.SignOff;
import io.cmc.command.WithdrawSignOff;
import io.cmc.command.AbortMigration;
import io.cmc.command.AcceptDifferences;
import io.cmc.command.AmendMigration;
import io.cmc.command.BeginReconcile;
import io.cmc.command.CheckMigration;
import io.cmc.command.ConfirmExternally;
import io.cmc.command.ExcludeParticipant;
import io.cmc.command.HandleMigrationIncident;
import io.cmc.command.HoldMigration;
import io.cmc.command.MigrationCommand;
import io.cmc.command.NoteDeadline;
import io.cmc.command.NoteForeignChange;
import io.cmc.command.Order;
import io.cmc.command.PanicStop;
import io.cmc.command.PlanMigration;
import io.cmc.command.ReconcileMigration;
import io.cmc.command.ReleaseGate;
import io.cmc.command.RestoreFromBackup;
import io.cmc.command.ResumeMigration;
import io.cmc.command.RetireSource;
import io.cmc.command.RetryDomainStep;
import io.cmc.command.RetryStep;
import io.cmc.command.StartMigration;
import io.cmc.command.WaiveCheck;
import io.cmc.controller.activity.Activity;
import io.cmc.controller.activity.BrokenHistory;
import io.cmc.controller.activity.Decision.Accepted;
import io.cmc.controller.activity.Decision.Refused;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.process.Answers;
import io.cmc.controller.process.Rehearsal;
import io.cmc.event.MigrationEvent;
import io.cmc.event.StepEvent;
import io.cmc.id.IncidentId;
import io.cmc.id.JourneyId;
import io.cmc.id.NodeName;
import io.cmc.id.PlanHash;
import io.cmc.journey.Assignment;
import io.cmc.journey.Confirmation;
import io.cmc.journey.IncidentDeed;
import io.cmc.journey.Phase;
import io.cmc.journey.ReconcileCause;
import io.cmc.journey.Sighting;
import io.cmc.journey.Stage;
import io.cmc.plan.Amendment;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.ClosingStrategy;
import io.cmc.plan.GateHooks;
import io.cmc.plan.MigrationPlan;
import io.cmc.plan.Terms;
import io.cmc.plan.Window;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every order in every kind of state that a migration can be in; the states are met on the way of real ones. */
class MigrationOrdersTest {

  private static final PlanHash OTHER = new PlanHash("cd".repeat(32));
  private static final MigrationPlan PLAN = Plans.of(ClosingStrategy.PARTICIPANT_LIMITS, 2);

  static Stream<Arguments> matrix() {
    return states().entrySet().stream().flatMap(s -> orders().map(o -> Arguments.of(s.getKey(), named(o), s.getValue(), o)));
  }

  @ParameterizedTest(name = "{1} in {0}") @MethodSource("matrix")
  void an_order_is_taken_or_refused_in_words_and_never_fails(String where, String order, MigrationState state, MigrationCommand command) {
    var decision = MigrationDecider.decide(state, command);

    switch (decision) {
      case Accepted<MigrationEvent> a -> a.events().stream().reduce(state, MigrationEvolution::evolve, (x, y) -> y);
      case Refused<MigrationEvent> r -> assertThat(words(r.problem())).as("%s", r.problem()).allSatisfy(w -> assertThat(w).isNotBlank());
    }
  }

  @Test void the_matrix_knows_every_order_and_meets_every_kind_of_state() {
    var handled = Arrays.stream(Migration.class.getDeclaredMethods()).filter(m -> m.isAnnotationPresent(CommandHandler.class))
        .map(m -> m.getParameterTypes()[0]).filter(Order.class::isAssignableFrom).map(Class::getSimpleName).collect(Collectors.toSet());
    handled.add(PlanMigration.class.getSimpleName());
    assertThat(orders().map(o -> o.getClass().getSimpleName()).distinct()).containsExactlyInAnyOrderElementsOf(handled);

    var standings = states().values().stream().filter(Underway.class::isInstance).<Object>map(s -> ((Underway) s).standing().getClass()).toList();
    assertThat(standings).containsAll(Samples.kinds(Standing.class));
    assertThat(states().values().stream().<Object>map(Object::getClass).toList()).containsAll(Samples.kinds(MigrationState.class));
    var activities = states().values().stream().filter(s -> s instanceof Underway u && u.standing() instanceof Standing.OnDomains)
        .map(s -> ((Standing.OnDomains) ((Underway) s).standing()).activity()).filter(Activity.Doing.class::isInstance)
        .map(a -> ((Activity.Doing) a).mode()).collect(Collectors.toSet());
    assertThat(activities).containsExactlyInAnyOrder(Activity.Doing.Mode.values());
  }

  static Stream<Arguments> refusals() {
    var planned = Rehearsal.planned(PLAN).state();
    var started = Rehearsal.started(PLAN).state();
    var moved = Rehearsal.started(Plans.gatesBefore(PLAN, Phase.VERIFY)).run().state();
    var done = Rehearsal.started(PLAN).runToEnd().state();
    return Stream.of(
        Arguments.of(new MigrationState.Unplanned(), new StartMigration(PLAN.migration(), Plans.HASH, Samples.by()), ProblemCode.MIGRATION_NOT_FOUND),
        Arguments.of(planned, new StartMigration(PLAN.migration(), OTHER, Samples.by()), ProblemCode.PLAN_CHANGED),
        Arguments.of(started, new StartMigration(PLAN.migration(), Plans.HASH, Samples.by()), ProblemCode.ALREADY_STARTED),
        Arguments.of(done, new StartMigration(PLAN.migration(), Plans.HASH, Samples.by()), ProblemCode.ALREADY_STARTED),
        Arguments.of(planned, new PlanMigration(PLAN.migration(), PLAN, OTHER, Samples.by()), ProblemCode.NAME_TAKEN),
        Arguments.of(planned, new HoldMigration(PLAN.migration(), Samples.by()), ProblemCode.WRONG_PHASE),
        Arguments.of(started, new ResumeMigration(PLAN.migration(), Samples.by()), ProblemCode.WRONG_PHASE),
        Arguments.of(started, new CheckMigration(PLAN.migration(), Samples.by()), ProblemCode.WRONG_PHASE),
        Arguments.of(moved, new AbortMigration(PLAN.migration(), Samples.by()), ProblemCode.PAST_POINT_OF_NO_RETURN),
        Arguments.of(moved, new ReleaseGate(PLAN.migration(), Phase.REOPEN, Samples.by()), ProblemCode.GATE_NOT_SHUT),
        Arguments.of(started, new RetryDomainStep(PLAN.migration(), Samples.by()), ProblemCode.NOT_PARKED),
        Arguments.of(started, new RetireSource(PLAN.migration(), Samples.by()), ProblemCode.WRONG_PHASE),
        Arguments.of(started, new ConfirmExternally(PLAN.migration(), Confirmation.INGRESS_OPEN, "", Samples.by()), ProblemCode.NOTHING_TO_CONFIRM),
        Arguments.of(done, new AbortMigration(PLAN.migration(), Samples.by()), ProblemCode.WRONG_PHASE));
  }

  @ParameterizedTest @MethodSource("refusals")
  void an_order_out_of_place_is_refused_with_its_code(MigrationState state, MigrationCommand order, ProblemCode code) {
    var decision = MigrationDecider.decide(state, order);

    assertThat(decision).isInstanceOfSatisfying(Refused.class, r -> assertThat(r.problem().code()).isEqualTo(code));
  }

  @Test void the_same_plan_again_changes_nothing() {
    var planned = Rehearsal.planned(PLAN).state();

    assertThat(MigrationDecider.decide(planned, new PlanMigration(PLAN.migration(), PLAN, Plans.HASH, Samples.by())).events()).isEmpty();
  }

  @Test void an_order_while_a_call_to_the_domains_is_on_its_way_is_a_conflict() {
    var all = Rehearsal.started(Plans.of(ClosingStrategy.DOMAIN_RATE, 1));
    all.workers = (step, at) -> step.assignment() instanceof Assignment.LowerRates
        ? List.of(Answers.begun(step, at), Answers.unknown(step, at), Answers.waits(step.request(), at), Answers.begun(step, at))
        : Rehearsal.well(step, at);
    while (all.logged(StepEvent.StepIntended.class).findAny().isEmpty()) all.step();

    var refused = MigrationDecider.decide(all.state(), new AbortMigration(PLAN.migration(), Samples.by()));

    assertThat(refused).isInstanceOfSatisfying(Refused.class, r -> assertThat(r.problem().code()).isEqualTo(ProblemCode.CONFLICT));
  }

  static Stream<Class<? extends MigrationEvent>> events() {
    return Samples.kinds(MigrationEvent.class).stream();
  }

  @ParameterizedTest @MethodSource("events")
  void every_event_fits_a_state_that_is_met_and_not_all_of_them(Class<? extends MigrationEvent> kind) {
    var met = HISTORIES.stream().flatMap(all -> all.logged(kind)).findAny();
    assertThat(met).as("a rehearsed migration with %s", kind.getSimpleName()).isPresent();
    var fitting = states().values().stream().filter(s -> fits(s, met.get())).count();

    assertThat(fitting).as("of %s states, those that %s fits", states().size(), kind.getSimpleName()).isLessThan(states().size());
  }

  @ParameterizedTest @MethodSource("facts")
  void an_event_on_the_course_does_not_fit_where_it_cannot_have_happened(Class<? extends MigrationEvent> kind) {
    var event = HISTORIES.stream().flatMap(all -> all.logged(kind)).findAny().orElseThrow();

    var fitting = states().entrySet().stream().filter(s -> fits(s.getValue(), event)).map(Map.Entry::getKey).toList();

    assertThat(fitting).as("%s fits", event).hasSizeLessThan(states().size() / 4);
  }

  /** Those left out may happen almost at any time. */
  static Stream<Class<? extends MigrationEvent>> facts() {
    var any = List.of(MigrationEvent.ParticipantsParked.class, MigrationEvent.ParticipantsUnparked.class, MigrationEvent.ForeignChangeSeen.class,
        MigrationEvent.ReconcileBegan.class, MigrationEvent.ExcludedSentBack.class);
    return Stream.of(MigrationEvent.OnCourse.class, MigrationEvent.AtDomains.class).flatMap(t -> Samples.kinds(t).stream())
        .filter(k -> !any.contains(k)).<Class<? extends MigrationEvent>>map(k -> k);
  }

  private static boolean fits(MigrationState state, MigrationEvent event) {
    try {
      MigrationEvolution.evolve(state, event);
      return true;
    } catch (BrokenHistory misfit) {
      return false;
    }
  }

  private static Stream<String> words(Problem problem) {
    return Stream.of(String.valueOf(problem.code()), problem.expected(), problem.found(), problem.remedy());
  }

  private static String named(MigrationCommand order) {
    return switch (order) {
      case ReleaseGate r -> "ReleaseGate " + r.gate();
      case ConfirmExternally c -> "ConfirmExternally " + c.what();
      case StartMigration s -> "StartMigration " + s.hash().value().substring(0, 2);
      case HandleMigrationIncident h -> "HandleMigrationIncident " + h.deed();
      case WaiveCheck w -> "WaiveCheck " + w.check();
      case ExcludeParticipant x -> "ExcludeParticipant by " + x.by().actor().name();
      case PlanMigration p -> "PlanMigration " + p.hash().value().substring(0, 2);
      default -> order.getClass().getSimpleName();
    };
  }

  private static Stream<MigrationCommand> orders() {
    var m = PLAN.migration();
    var by = Samples.by(Samples.NOON.plusSeconds(3600));
    return Stream.of(
        Stream.of(new CheckMigration(m, by), new StartMigration(m, Plans.HASH, by), new StartMigration(m, OTHER, by), new HoldMigration(m, by),
            new ResumeMigration(m, by), new AbortMigration(m, by), new RetireSource(m, by), new RetryDomainStep(m, by),
            new PlanMigration(m, PLAN, Plans.HASH, by), new PlanMigration(m, PLAN, OTHER, by), new PanicStop(m, by),
            new RestoreFromBackup(m, by), new ReconcileMigration(m, by), new AcceptDifferences(m, by),
            new AmendMigration(m, new Amendment(Optional.empty(), Optional.of(Duration.ofSeconds(90)), Optional.empty(), Map.of(), Map.of()), by),
            new WaiveCheck(m, Plans.name(0), "source-connected", by), new WaiveCheck(m, NodeName.DOMAINS, "unknown", by),
            new ExcludeParticipant(m, Plans.name(0), "shown", by), new ExcludeParticipant(m, Plans.name(0), "shown", second(by))),
        Stream.of(new ApproveMigration(m, Gate.PNR_1, Plans.HASH, "", by), new RevokeApproval(m, Gate.PNR_1, "", by), new SignOff(m, "team-0", Plans.HASH, by),
            new WithdrawSignOff(m, "team-0", by), new BreakGlass(m, Gate.PNR_2, Duration.ZERO, by)),
        Arrays.stream(IncidentDeed.values()).map(d -> new HandleMigrationIncident(m, new IncidentId(m + "~1"), d, "looked at", by)),
        Arrays.stream(Phase.values()).map(p -> new ReleaseGate(m, p, by)),
        Arrays.stream(Confirmation.values()).map(c -> new ConfirmExternally(m, c, "CHG-1", by))).flatMap(s -> s);
  }

  private static OrderContext second(OrderContext by) {
    return new OrderContext(new Actor("second", "Second", "os-user"), by.reason(), by.ticket(), by.idempotencyKey(), by.at());
  }

  static Stream<Arguments> pairs() {
    return states().entrySet().stream().flatMap(s -> orders().map(o -> Arguments.of(s.getKey(), named(o), s.getValue(), o)));
  }

  /** What the first order leaves, whichever it was, is a state in which every order is taken or refused in words. */
  @ParameterizedTest(name = "{1}, then any other, in {0}") @MethodSource("pairs")
  void every_pair_of_orders_is_taken_or_refused_in_words(String where, String first, MigrationState state, MigrationCommand command) {
    if (!(MigrationDecider.decide(state, command) instanceof Accepted<MigrationEvent> a)) return;
    var after = a.events().stream().reduce(state, MigrationEvolution::evolve, (x, y) -> y);

    assertThat(orders()).allSatisfy(then -> an_order_is_taken_or_refused_in_words_and_never_fails(where, named(then), after, then));
  }

  private static final List<Rehearsal> HISTORIES = histories();
  private static final Map<String, MigrationState> STATES = met();

  private static Map<String, MigrationState> states() {
    return STATES;
  }

  /** Every history of the rehearsals, read again event by event: states by what tells them apart. */
  private static Map<String, MigrationState> met() {
    var states = new LinkedHashMap<String, MigrationState>();
    states.put("Unplanned", new MigrationState.Unplanned());
    for (var history : HISTORIES) {
      MigrationState state = new MigrationState.Unplanned();
      for (var event : history.logged(MigrationEvent.class).filter(e -> !(e instanceof StepEvent s) || s.node().isDomains()).toList()) {
        state = MigrationEvolution.evolve(state, event);
        states.putIfAbsent(kind(state), state);
      }
    }
    return states;
  }

  private static String kind(MigrationState state) {
    if (!(state instanceof Underway u)) return state.getClass().getSimpleName();
    var stops = u.notes().stops();
    return u.mode() + (stops.held() ? " held " : " ") + (stops.panicked() ? "panicked " : "") + (stops.reconciling().isPresent() ? "comparing " : "")
        + (stops.differing().isEmpty() ? "" : "differing ") + switch (u.standing()) {
      case Standing.Between b -> "between";
      case Standing.AtGate g -> "gate " + g.gate();
      case Standing.Soaking s -> "soaking";
      case Standing.Going g -> "going " + g.stage();
      case Standing.Looking l -> "looking " + l.stage();
      case Standing.OnDomains d -> "domains " + d.stage() + " " + (d.activity() instanceof Activity.Doing a ? a.mode() : "idle");
    };
  }

  private static List<Rehearsal> histories() {
    var all = new ArrayList<Rehearsal>();
    for (var closing : ClosingStrategy.values()) {
      var plan = Plans.soaking(Plans.sourceDatabase(Plans.gatesBefore(Plans.of(closing, 2), Phase.QUIESCE, Phase.MOVE_CONTRACTS, Phase.RETIRE),
          BackupStrategy.PG_DUMP), Duration.ofHours(1));
      all.add(Rehearsal.started(plan).runToEnd());
      all.add(troubled(asking(plan)));
      all.add(checkedHeldAndAborted(closing, false));
      all.add(checkedHeldAndAborted(closing, true));
      all.add(stoppedAndLeft(closing));
      all.add(broughtBack(closing, Assignment.JoinTarget.class));
      all.add(broughtBack(closing, Assignment.MoveContracts.class));
      all.add(withoutOne(closing));
      all.add(agreed(closing));
    }
    return all;
  }

  /** A hook at each gate. */
  private static MigrationPlan asking(MigrationPlan plan) {
    return plan.on(plan.terms().asking(new GateHooks(Arrays.stream(Gate.values()).map(gate -> new GateHooks.At(gate, "changes")).toList())));
  }

  /** Every step on the domains goes through every mode, and once is parked; a participant falls back; a phase is overdue. */
  private static Rehearsal troubled(MigrationPlan plan) {
    var all = Rehearsal.started(plan);
    var tried = new TreeSet<String>();
    all.workers = (step, at) -> {
      if (step.stage() == Stage.DRAIN && step.assignment() instanceof Assignment.LookAgain && tried.add("look")) {
        return List.of(Answers.noLonger(step, at));
      }
      if (!tried.add(step.node() + " " + step.assignment().step())) return Rehearsal.well(step, at);
      return List.of(Answers.begun(step, at), Answers.unknown(step, at), Answers.waits(step.request(), at), Answers.failsForNow(step, at),
          Answers.fails(step, at));
    };
    for (int i = 0; i < 500 && !(all.state() instanceof MigrationState.Completed); i++) {
      all.runToEnd();
      all.tell(new RetryDomainStep(plan.migration(), Samples.by(all.tick())));
      List.copyOf(all.parked).forEach(n -> all.tell(new RetryStep(new JourneyId(plan.migration(), n), Samples.by(all.tick()))));
      if (all.state() instanceof Underway u && u.phase().isPresent()) {
        all.tell(new NoteDeadline(plan.migration(), Deadlines.PHASE_OVERDUE, u.phase().get().name(), all.tick()));
      }
    }
    return all;
  }

  /** A panic stop, differences that are accepted, a change by others, a drain three times over, a window that is too short, an amendment. */
  private static Rehearsal stoppedAndLeft(ClosingStrategy closing) {
    var window = new Window(Samples.NOON, Samples.NOON.plusSeconds(86_400), Duration.ofDays(1));
    var plan = Plans.of(closing, 2).on(new Terms(Optional.of(window), Set.of("source-connected"), true));
    var m = plan.migration();
    var all = Rehearsal.started(plan);
    var inFlight = new AtomicInteger();
    all.workers = (step, at) -> step.stage() == Stage.LEAVE && step.assignment() instanceof Assignment.LookAgain && inFlight.getAndIncrement() < 5
        ? List.of(Answers.inFlight(step, at)) : Rehearsal.well(step, at);
    all.step();
    all.tell(new WaiveCheck(m, NodeName.DOMAINS, "source-connected", Samples.by(all.tick())));
    all.tell(new PanicStop(m, Samples.by(all.tick())));
    all.tell(new ResumeMigration(m, Samples.by(all.tick())));
    all.compare(all.comparisons.removeFirst(), Sighting.Kind.DIFFERS);
    all.run();
    all.tell(new HandleMigrationIncident(m, new IncidentId(m + "~1"), IncidentDeed.ACKNOWLEDGE, "", Samples.by(all.tick())));
    all.tell(new HandleMigrationIncident(m, new IncidentId(m + "~1"), IncidentDeed.COMMENT, "mine", Samples.by(all.tick())));
    all.tell(new AcceptDifferences(m, Samples.by(all.tick())));
    while (!all.stages().contains(Stage.DRAIN)) if (!all.step()) all.giveWord();
    all.tell(new NoteForeignChange(m, Plans.name(0), "closed", "open", all.tick()));
    all.tell(new ResumeMigration(m, Samples.by(all.tick())));
    all.tell(new BeginReconcile(m, ReconcileCause.START, all.tick()));
    for (int i = 0; i < 9; i++) {
      all.runToEnd();
      all.tell(new ResumeMigration(m, Samples.by(all.tick())));
    }
    var longer = new Window(Samples.NOON, Samples.NOON.plusSeconds(86_400), Duration.ofHours(1));
    all.tell(new AmendMigration(m, new Amendment(Optional.empty(), Optional.empty(), Optional.of(longer), Map.of(), Map.of()), Samples.by(all.tick())));
    all.tell(new ResumeMigration(m, Samples.by(all.tick())));
    return all.runToEnd();
  }

  /** @param from the step that waits when the databases are ordered back */
  private static Rehearsal broughtBack(ClosingStrategy closing, Class<? extends Assignment> from) {
    var all = Rehearsal.started(Plans.of(closing, 2));
    all.workers = (step, at) -> from.isInstance(step.assignment()) ? List.of(Answers.waits(step.request(), at)) : Rehearsal.well(step, at);
    all.runToEnd();
    all.workers = Rehearsal::well;
    all.tell(new RestoreFromBackup(all.plan.migration(), Samples.by(all.tick())));
    return all.runToEnd();
  }

  private static Rehearsal withoutOne(ClosingStrategy closing) {
    var all = Rehearsal.started(Plans.of(closing, 2));
    while (!all.stages().contains(Stage.DRAIN)) if (!all.step()) all.giveWord();
    all.tell(new ExcludeParticipant(all.plan.migration(), Plans.name(0), "shown", Samples.by(all.tick())));
    all.tell(new ExcludeParticipant(all.plan.migration(), Plans.name(0), "shown", second(Samples.by(all.tick()))));
    return all.runToEnd();
  }

  /** Everything that people can say where the plan asks for it. */
  private static Rehearsal agreed(ClosingStrategy closing) {
    var people = new People(People.asking(Plans.of(closing, 2), Gate.values()));
    people.takeBackEverything();
    people.start();
    people.waiveAndAmend();
    people.goOnToTheEnd();
    return people.all;
  }

  private static Rehearsal checkedHeldAndAborted(ClosingStrategy closing, boolean blocked) {
    var all = Rehearsal.planned(Plans.of(closing, 2));
    if (blocked) {
      all.workers = (step, at) -> step.node().isDomains() ? List.of(new Report.DomainsChecked(step.request(), Answers.blocking(), at))
          : Rehearsal.well(step, at);
    }
    all.tell(new CheckMigration(all.plan.migration(), Samples.by(all.tick())));
    all.tell(new HoldMigration(all.plan.migration(), Samples.by(all.tick())));
    all.tell(new ResumeMigration(all.plan.migration(), Samples.by(all.tick())));
    all.run();
    all.workers = Rehearsal::well;
    all.tell(new StartMigration(all.plan.migration(), Plans.HASH, Samples.by(all.tick())));
    while (!all.stages().contains(Stage.LEAVE)) if (!all.step()) all.giveWord();
    all.tell(new HoldMigration(all.plan.migration(), Samples.by(all.tick())));
    all.tell(new AbortMigration(all.plan.migration(), Samples.by(all.tick())));
    all.tell(new ResumeMigration(all.plan.migration(), Samples.by(all.tick())));
    return all.runToEnd();
  }
}
