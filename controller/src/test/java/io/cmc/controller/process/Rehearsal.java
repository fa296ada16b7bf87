// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.process;

import io.cmc.command.BeginStage;
import io.cmc.command.ConfirmExternally;
import io.cmc.command.DropCheck;
import io.cmc.command.EnrolParticipant;
import io.cmc.command.JourneyCommand;
import io.cmc.command.LookAgain;
import io.cmc.command.MigrationCommand;
import io.cmc.command.NoteDeadline;
import io.cmc.command.PlanMigration;
import io.cmc.command.RecordProgress;
import io.cmc.command.RecordSightings;
import io.cmc.command.ReleaseGate;
import io.cmc.command.ReportOnDomains;
import io.cmc.command.ReportOnParticipant;
import io.cmc.command.SetAside;
import io.cmc.command.StartMigration;
import io.cmc.controller.activity.Activity;
import io.cmc.controller.activity.Decision.Accepted;
import io.cmc.controller.activity.Decision.Refused;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.activity.Plans;
import io.cmc.controller.activity.Samples;
import io.cmc.controller.migration.Deadlines;
import io.cmc.controller.migration.MigrationDecider;
import io.cmc.controller.migration.MigrationEvolution;
import io.cmc.controller.migration.MigrationState.Underway;
import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.migration.Standing;
import io.cmc.controller.participant.Journey.OnTheWay;
import io.cmc.controller.participant.Journey;
import io.cmc.controller.participant.JourneyDecider;
import io.cmc.controller.participant.JourneyEvolution;
import io.cmc.controller.participant.Move;
import io.cmc.controller.participant.Position;
import io.cmc.event.ApprovalEvent;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.Arrival;
import io.cmc.event.JourneyEvent.BarrierSeen;
import io.cmc.event.JourneyEvent.FellBack;
import io.cmc.event.JourneyEvent.ParticipantEnrolled;
import io.cmc.event.JourneyEvent.ParticipantSetAside;
import io.cmc.event.JourneyEvent.StageReached;
import io.cmc.event.JourneyEvent.WorkFoundInFlight;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent.AbortBegan;
import io.cmc.event.MigrationEvent.AtDomains;
import io.cmc.event.MigrationEvent.ExternallyConfirmed;
import io.cmc.event.MigrationEvent.MigrationAborted;
import io.cmc.event.MigrationEvent.MigrationAmended;
import io.cmc.event.MigrationEvent.MigrationCompleted;
import io.cmc.event.MigrationEvent.MigrationPlanned;
import io.cmc.event.MigrationEvent.MigrationRestored;
import io.cmc.event.MigrationEvent.OnCourse;
import io.cmc.event.MigrationEvent.Ordered;
import io.cmc.event.MigrationEvent.ParticipantExcluded;
import io.cmc.event.MigrationEvent.RestoreBegan;
import io.cmc.event.MigrationEvent.StageBegan;
import io.cmc.event.MigrationEvent;
import io.cmc.event.StepEvent.StepParked;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.event.StepEvent.StepUnparked;
import io.cmc.event.StepEvent.StepWaiting;
import io.cmc.id.JourneyId;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.journey.Confirmation;
import io.cmc.journey.Progress.Kind;
import io.cmc.journey.Progress;
import io.cmc.journey.Sighting;
import io.cmc.journey.Stage;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A whole migration in memory, on one thread, with no clock but its own: deciders, evolutions and reactions are the real ones, the
 * desks and workers between them are these few lines.
 */
public final class Rehearsal {

  /** What the worker of a step reports, one after the other. */
  public interface Workers {
    List<Report> report(StepRequested step, Instant at);
  }

  /** What a participant is to be told. */
  public record Message(NodeName node, Stage stage, int round, boolean binding, boolean look, JourneyCommand other) {
    static Message through(NodeName node, Reaction.SendThrough r) {
      return new Message(node, r.stage(), r.round(), r.binding(), false, null);
    }

    static Message look(NodeName node, Reaction.LookAtAll r) {
      return new Message(node, r.stage(), r.round(), true, true, null);
    }

    static Message of(JourneyCommand other) {
      return new Message(other.journey().participant(), Stage.RETURN_EXCLUDED, 0, true, false, other);
    }
  }

  /** A comparison that is to be made. */
  public record Comparison(int run, NodeName node) {}

  private static final int MOST = 200_000;

  public MigrationPlan plan;
  public final List<Comparison> comparisons = new ArrayList<>();
  public final List<Event> log = new ArrayList<>();
  public final Set<Move> walked = new HashSet<>();
  public final List<Message> fanOut = new ArrayList<>();
  public final List<Progress> fanIn = new ArrayList<>();
  public final Map<NodeName, StepRequested> rows = new TreeMap<>();
  public final Set<NodeName> waiting = new TreeSet<>();
  public final Set<NodeName> parked = new TreeSet<>();
  public final List<Reaction> timers = new ArrayList<>();
  public Workers workers = Rehearsal::well;
  private final Map<NodeName, Journey> journeys = new TreeMap<>();
  private MigrationState state = new MigrationState.Unplanned();
  private Memory memory;
  private Instant now = Samples.NOON;

  public Rehearsal(MigrationPlan plan) {
    this.plan = plan;
  }

  /** Goes on from here by itself, whatever becomes of this one. */
  public Rehearsal copy() {
    var copy = new Rehearsal(plan);
    copy.log.addAll(log);
    copy.walked.addAll(walked);
    copy.fanOut.addAll(fanOut);
    copy.fanIn.addAll(fanIn);
    copy.comparisons.addAll(comparisons);
    copy.rows.putAll(rows);
    copy.waiting.addAll(waiting);
    copy.parked.addAll(parked);
    copy.timers.addAll(timers);
    copy.journeys.putAll(journeys);
    copy.state = state;
    copy.memory = memory;
    copy.now = now;
    return copy;
  }

  public static Rehearsal planned(MigrationPlan plan) {
    var all = new Rehearsal(plan);
    all.expect(all.tell(new PlanMigration(plan.migration(), plan, Plans.HASH, Samples.by())));
    return all;
  }

  public static Rehearsal started(MigrationPlan plan) {
    var all = planned(plan);
    all.expect(all.tell(new StartMigration(plan.migration(), Plans.HASH, Samples.by(all.tick()))));
    return all;
  }

  /** An intent before every changing call, and then success. */
  public static List<Report> well(StepRequested step, Instant at) {
    var outcome = Answers.well(step, at.plusMillis(500));
    return step.assignment().step().mutating() ? List.of(Answers.begun(step, at), outcome) : List.of(outcome);
  }

  public MigrationState state() {
    return state;
  }

  public Journey journey(NodeName node) {
    return journeys.getOrDefault(node, new Journey.NotEnrolled());
  }

  public Position position(NodeName node) {
    return journey(node) instanceof OnTheWay o ? o.position() : new Position.Enrolled();
  }

  public Instant tick() {
    now = now.plusSeconds(1);
    return now;
  }

  public Decision<MigrationEvent> tell(MigrationCommand command) {
    var decision = MigrationDecider.decide(state, command);
    if (decision instanceof Accepted<MigrationEvent> a) a.events().forEach(this::apply);
    return decision;
  }

  public Decision<JourneyEvent> tell(JourneyCommand command) {
    var decision = JourneyDecider.decide(journey(command.journey().participant()), command);
    if (decision instanceof Accepted<JourneyEvent> a) a.events().forEach(this::apply);
    return decision;
  }

  /** Until nothing is left to be done without somebody's word. */
  public Rehearsal run() {
    for (int i = 0; step(); i++) {
      if (i > MOST) throw new AssertionError("no end after " + MOST + " pieces of work; " + state);
    }
    return this;
  }

  /** As {@link #run}, giving every word that is waited for. */
  public Rehearsal runToEnd() {
    do {
      run();
    } while (giveWord());
    return this;
  }

  public boolean step() {
    if (!fanIn.isEmpty()) return forward(fanIn.size());
    if (!comparisons.isEmpty()) return compare(comparisons.removeFirst(), Sighting.Kind.AGREES);
    if (held()) return false;
    for (int i = fanOut.size(); i > 0; i--) if (send(fanOut.removeFirst())) return true;
    var due = rows.keySet().stream().filter(n -> !waiting.contains(n)).findFirst();
    due.ifPresent(n -> workers.report(rows.get(n), tick()).forEach(r -> report(n, r)));
    return due.isPresent();
  }

  public boolean held() {
    return state instanceof Underway u && u.notes().stops().any();
  }

  /** The first so many of what participants told, in one batch. */
  public boolean forward(int most) {
    var some = List.copyOf(fanIn.subList(0, most));
    fanIn.subList(0, most).clear();
    tell(new RecordProgress(plan.migration(), some, tick()));
    return true;
  }

  public boolean compare(Comparison c, Sighting.Kind kind) {
    tell(new RecordSightings(plan.migration(), c.run(), List.of(new Sighting(c.node(), kind, "as it was left", "as it is")), tick()));
    return true;
  }

  /** @return false when a call is on its way to the participant: it is told again later */
  public boolean send(Message message) {
    var id = new JourneyId(plan.migration(), message.node());
    if (message.other() != null) return journey(message.node()) instanceof Journey.NotEnrolled || told(message, tell(message.other()));
    if (!message.look() && journey(message.node()) instanceof Journey.NotEnrolled) {
      tell(new EnrolParticipant(id, plan.closing(), plan.participant(message.node()).backup(), tick()));
    }
    var told = tell(message.look() ? new LookAgain(id, message.stage(), message.round(), tick())
        : new BeginStage(id, message.stage(), message.round(), message.binding(), pings(message), tick()));
    return told(message, told);
  }

  private boolean told(Message message, Decision<JourneyEvent> told) {
    if (told instanceof Refused<JourneyEvent> r) {
      if (r.problem().code() != ProblemCode.CONFLICT) throw new AssertionError(message + " was refused: " + r.problem());
      fanOut.addLast(message);
      return false;
    }
    return true;
  }

  private List<Assignment.PingTarget> pings(Message message) {
    return message.stage() == Stage.PING ? PingPlan.targets(plan, message.node()) : List.of();
  }

  public Decision<?> report(NodeName node, Report report) {
    return node.isDomains() ? tell(new ReportOnDomains(plan.migration(), report))
        : tell(new ReportOnParticipant(new JourneyId(plan.migration(), node), report));
  }

  /** Opens the gate that is shut, ends the soak, confirms what somebody must confirm; false when nothing of it is waited for. */
  public boolean giveWord() {
    if (!(state instanceof Underway u)) return false;
    return switch (u.standing()) {
      case Standing.AtGate g -> expect(tell(new ReleaseGate(plan.migration(), g.gate(), Samples.by(tick()))));
      case Standing.Soaking s -> expect(tell(new NoteDeadline(plan.migration(), Deadlines.SOAK_OVER, "", s.until())));
      case Standing.OnDomains(var stage, var round, Activity.Doing d) -> confirm(d);
      default -> false;
    };
  }

  private boolean confirm(Activity.Doing doing) {
    return switch (doing.assignment()) {
      case Assignment.ConfirmClosed a -> confirm(Confirmation.INGRESS_CLOSED);
      case Assignment.ConfirmOpen a -> confirm(Confirmation.INGRESS_OPEN);
      case Assignment.BackUpSource a when plan.source().backup() == BackupStrategy.CONFIRM -> confirm(Confirmation.BACKUP_TAKEN);
      case Assignment.RetireSource a when doing.mode() == Activity.Doing.Mode.WAITING -> confirm(Confirmation.SOURCE_STOPPED);
      default -> false;
    };
  }

  private boolean confirm(Confirmation what) {
    return expect(tell(new ConfirmExternally(plan.migration(), what, "CHG-4712", Samples.by(tick()))));
  }

  /** @return true; a refusal fails the test */
  public boolean expect(Decision<?> decision) {
    if (decision instanceof Refused<?> r) throw new AssertionError("refused: " + r.problem() + " in " + state);
    return true;
  }

  public <E extends Event> Stream<E> logged(Class<E> type) {
    return log.stream().filter(type::isInstance).map(type::cast);
  }

  public List<Stage> stages() {
    return logged(StageBegan.class).map(StageBegan::stage).toList();
  }

  /** Where it stands, for whoever reads a failed test. */
  @Override public String toString() {
    var where = state instanceof Underway u ? u.mode() + " " + u.standing() + " " + u.notes() : state.getClass().getSimpleName();
    return where + ", rows " + rows + ", waiting " + waiting + ", parked " + parked + ", to be told " + fanOut + ", to be compared " + comparisons + ", journeys " + journeys + ", last events "
        + log.subList(Math.max(0, log.size() - 12), log.size());
  }

  private void apply(MigrationEvent event) {
    state = MigrationEvolution.evolve(state, event);
    log.add(event);
    switch (event) {
      case MigrationPlanned e -> memory = MigrationReactions.begin(e);
      case MigrationAmended e -> plan = e.plan();
      case ParticipantExcluded e -> plan = plan.without(e.participant());
      case RestoreBegan e -> done(NodeName.DOMAINS);
      case StepRequested e -> requested(e);
      case StepParked e -> done(e.node());
      case AtDomains e -> done(NodeName.DOMAINS);
      case AbortBegan e -> done(NodeName.DOMAINS);
      case ExternallyConfirmed e when e.what() == Confirmation.SOURCE_STOPPED -> waiting.remove(NodeName.DOMAINS);
      case ExternallyConfirmed e -> done(NodeName.DOMAINS);
      case StepWaiting e -> waiting.add(e.node());
      default -> { }
    }
    if (event instanceof Ordered e && !(e instanceof MigrationPlanned)) {
      memory = MigrationReactions.remember(memory, e);
      MigrationReactions.react(e).forEach(this::carryOut);
    }
    if (event instanceof ApprovalEvent e) MigrationReactions.react(e).forEach(this::carryOut);
    if (event instanceof OnCourse e) MigrationReactions.react(memory, e).forEach(this::carryOut);
    if (event instanceof MigrationCompleted || event instanceof MigrationAborted || event instanceof MigrationRestored) {
      var aside = plan.aside().stream().map(p -> p.name()).toList();
      rows.keySet().retainAll(aside);
      fanOut.clear();
    }
  }

  private void carryOut(Reaction reaction) {
    switch (reaction) {
      case Reaction.SendThrough r -> r.participants().forEach(n -> fanOut.add(Message.through(n, r)));
      case Reaction.LookAtAll r -> r.participants().forEach(n -> fanOut.add(Message.look(n, r)));
      case Reaction.Compare r -> r.participants().forEach(n -> comparisons.add(new Comparison(r.run(), n)));
      case Reaction.Release r -> fanOut.add(Message.of(new SetAside(new JourneyId(plan.migration(), r.participant()), tick())));
      case Reaction.Drop r -> fanOut.add(Message.of(new DropCheck(new JourneyId(plan.migration(), r.participant()), r.check(), tick())));
      case Reaction.Remind r -> timers.add(r);
      case Reaction.ForgetReminder r -> timers.removeIf(t -> t instanceof Reaction.Remind);
      case Reaction.Soak r -> timers.add(r);
      case Reaction.Alarm r -> timers.add(r);
      case Reaction.End r -> timers.clear();
    }
  }

  private void apply(JourneyEvent event) {
    var before = position(event.node());
    journeys.put(event.node(), JourneyEvolution.evolve(journey(event.node()), event));
    log.add(event);
    switch (event) {
      case StepRequested e -> requested(e);
      case StepParked e -> {
        done(e.node());
        parked.add(e.node());
        fanIn.add(new Progress(e.node(), Stage.CHECK_PARTICIPANTS, 0, Kind.PARKED, e.problem().code().name()));
      }
      case StepUnparked e -> {
        parked.remove(e.node());
        fanIn.add(new Progress(e.node(), Stage.CHECK_PARTICIPANTS, 0, Kind.UNPARKED, ""));
      }
      case StepWaiting e -> waiting.add(e.node());
      case WorkFoundInFlight e -> {
        done(e.node());
        fanIn.add(new Progress(e.node(), e.stage(), e.round(), Kind.IN_FLIGHT, e.found()));
      }
      case ParticipantSetAside e -> done(e.node());
      case StageReached e -> {
        done(e.node());
        fanIn.add(new Progress(e.node(), e.stage(), e.round(), e.blocked() ? Kind.REACHED_BLOCKED : Kind.REACHED, ""));
      }
      case BarrierSeen e -> {
        done(e.node());
        fanIn.add(new Progress(e.node(), e.stage(), e.round(), Kind.HOLDS, ""));
      }
      case Arrival e -> arrived(before, e);
      default -> { }
    }
  }

  private void arrived(Position before, Arrival event) {
    done(event.node());
    if (!(event instanceof ParticipantEnrolled)) walked.add(new Move(before.getClass(), event.getClass(), position(event.node()).getClass()));
    if (event instanceof FellBack e) fanIn.add(new Progress(e.node(), e.stage(), e.round(), Kind.FELL_BACK, e.found()));
  }

  private void requested(StepRequested e) {
    rows.put(e.node(), e);
    waiting.remove(e.node());
    parked.remove(e.node());
  }

  private void done(NodeName node) {
    rows.remove(node);
    waiting.remove(node);
    parked.remove(node);
  }
}
