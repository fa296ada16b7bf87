// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation;

import io.cmc.command.BeginReconcile;
import io.cmc.command.MigrationCommand;
import io.cmc.command.RecordProgress;
import io.cmc.controller.activity.Decision;
import io.cmc.controller.migration.MigrationEvolution;
import io.cmc.controller.migration.MigrationState;
import io.cmc.controller.port.Backups;
import io.cmc.controller.port.ParticipantNode.DomainParameters;
import io.cmc.controller.port.ParticipantNode.InFlight;
import io.cmc.controller.step.Sight;
import io.cmc.controller.step.Work;
import io.cmc.deploy.simulation.machine.Core;
import io.cmc.deploy.simulation.machine.Lease;
import io.cmc.deploy.simulation.machine.Parts;
import io.cmc.deploy.simulation.machine.WorkRows;
import io.cmc.deploy.simulation.machine.Workshop;
import io.cmc.event.ApprovalEvent;
import io.cmc.event.MigrationEvent.BarrierLookBegan;
import io.cmc.event.MigrationEvent;
import io.cmc.id.NodeName;
import io.cmc.journey.Assignment;
import io.cmc.journey.Progress;
import io.cmc.journey.Rounds;
import io.cmc.journey.Stage;
import io.cmc.plan.BackupStrategy;
import io.cmc.plan.Database;
import io.cmc.plan.MigrationPlan;
import io.cmc.proof.BackupProof;
import io.cmc.proof.DrainProof;
import io.cmc.proof.ResourceLimits;
import io.cmc.proof.RestoreProof;
import io.cmc.proof.SavedSettings;
import io.cmc.rejection.Finding;
import io.cmc.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Machines with one part that is wrong. */
enum Planted {

  FENCING_DROPPED(Parts.REAL.with(new Parts.Fence() {
    @Override public boolean mayIntend(WorkRows rows, Lease lease) {
      return true;
    }

    @Override public boolean mayBegin(WorkRows rows, Lease lease) {
      return true;
    }

    @Override public boolean mayGoOn(WorkRows rows, Lease lease) {
      return true;
    }
  })),

  /** It asks for the lease, and not whether somebody called a halt. */
  PANIC_IGNORED_BY_THE_FENCE(Parts.REAL.with(new Parts.Fence() {
    @Override public boolean mayGoOn(WorkRows rows, Lease lease) {
      return rows.lasts(lease, 2_000);
    }
  })),

  /** An act asks once, as it begins. */
  FENCE_ASKED_ONCE(Parts.REAL.with(new Parts.Fence() {
    @Override public boolean mayGoOn(WorkRows rows, Lease lease) {
      return true;
    }
  })),

  COMPARISON_SKIPPED_AT_THE_START(Parts.REAL.with(new Core() {
    @Override public Decision<MigrationEvent> decide(MigrationState state, MigrationCommand command) {
      return command instanceof BeginReconcile ? Decision.nothing() : Core.super.decide(state, command);
    }
  })),

  /** The last of them is said to be restored without being it. */
  ALL_RESTORED_BUT_ONE(with((nodes, backups, attendant, hooks) -> new Bench(nodes, backups, attendant, hooks).replacing(Assignment.RestoreDatabase.class, real -> new Other<>(real) {
    @Override public Sight look(Work<Assignment.RestoreDatabase> work) {
      var last = work.plan().names().size() > 1 && work.node().equals(work.plan().names().getLast());
      return last ? new Sight.Done(new Report.DatabaseRestored(work.request(), work.now())) : super.look(work);
    }
  }))),

  /** On the source limits are said to be as before: true for who was never closed, and for nobody whose backup was restored. */
  LIMITS_NOT_SET_AFTER_A_RESTORE(with((nodes, backups, attendant, hooks) -> {
    Set<NodeName> restored = new HashSet<>();
    return new Bench(nodes, backups, attendant, hooks).replacing(Assignment.StartParticipant.class, real -> new Other<>(real) {
      @Override public Sight look(Work<Assignment.StartParticipant> work) {
        restored.add(work.node());
        return super.look(work);
      }
    }).replacing(Assignment.RestoreLimits.class, real -> new Other<>(real) {
      @Override public Sight look(Work<Assignment.RestoreLimits> work) {
        if (!restored.contains(work.node())) return super.look(work);
        return new Sight.Done(new Report.ParticipantReopened(work.request(), work.assignment().saved().limits(), work.now()));
      }
    });
  })),

  /** One name for all passes. */
  BACKUP_OF_AN_EARLIER_PASS_TAKEN_FOR_THIS_ONE(with((nodes, backups, attendant, hooks) -> new Bench(nodes, backups, attendant, hooks).replacing(Assignment.BackUp.class, real -> new Other<>(real) {
    @Override protected Work<Assignment.BackUp> given(Work<Assignment.BackUp> work) {
      return new Work<>(work.plan(), work.node(), work.assignment(), work.request(), Rounds.within(work.round()), work.notes(), work.acted(), work.clock());
    }
  }))),

  INTENT_NOT_STORED(Parts.REAL.with((Parts.Intents) (intent, report) -> { })),

  /** Whatever a look does not understand is taken for "not begun". */
  PROBE_SKIPPED(with((nodes, backups, attendant, hooks) -> new Bench(nodes, backups, attendant, hooks).replacing(Assignment.MoveContracts.class, real -> new Other<>(real) {
    @Override public Sight look(Work<Assignment.MoveContracts> work) {
      var sight = super.look(work);
      return sight instanceof Sight.Unknown || sight instanceof Sight.Wait ? new Sight.NotYet("not moved") : sight;
    }

    @Override public boolean repeatable() {
      return true;
    }
  }))),

  ONE_ZERO_SAMPLE_IS_A_DRAIN(with((nodes, backups, attendant, hooks) -> new Bench(nodes, backups, attendant, hooks).replacing(Assignment.Drain.class, real -> new Other<>(real) {
    @Override public Sight look(Work<Assignment.Drain> work) {
      var sight = super.look(work);
      var counts = nodes.participant(work.participant()).inFlight(work.plan().source().id()).filter(InFlight::zero);
      if (!(sight instanceof Sight.Wait) || counts.isEmpty()) return sight;
      var proof = new DrainProof(work.now(), work.now(), Duration.ZERO, List.of(new DrainProof.InFlightSample(work.now(), 0, 0)));
      return new Sight.Done(new Report.ParticipantDrained(work.request(), proof, work.now()));
    }
  }))),

  DRAIN_WAIT_SHORTENED(with((nodes, backups, attendant, hooks) -> new Bench(Lying.about(nodes, DomainParameters.class, p -> new DomainParameters(
      p.responseTimeout().dividedBy(2), p.reactionTimeout(), p.recordTimeTolerance(), p.maxRatePerParticipant())), backups, attendant, hooks))),

  LIMITS_REOPENED_BEFORE_VERIFY(with((nodes, backups, attendant, hooks) -> new Bench(nodes, backups, attendant, hooks).replacing(Assignment.JoinTarget.class, real -> new Other<>(real) {
    @Override public void act(Work<Assignment.JoinTarget> work) {
      super.act(work);
      nodes.participant(work.participant()).setLimits(work.assignment().saved().limits());
    }
  }))),

  ONE_BARRIER_FORGOTTEN(Parts.REAL.with(new WithoutBarrier(Stage.LEAVE))),

  BARRIER_BEFORE_REOPENING_THE_SOURCE_FORGOTTEN(Parts.REAL.with(new WithoutBarrier(Stage.REJOIN))),

  /** It is looked at, and who is off the source again is let pass: only the nodes tell. */
  SOURCE_REOPENED_WHATEVER_THE_BARRIER_SAW(with((nodes, backups, attendant, hooks) -> new Bench(nodes, backups, attendant, hooks).replacing(Assignment.LookAgain.class, real -> new Other<>(real) {
    @Override public Sight look(Work<Assignment.LookAgain> work) {
      var sight = super.look(work);
      if (!(work.assignment().done() instanceof Assignment.RejoinSource) || !(sight instanceof Sight.Done)) return sight;
      return new Sight.Done(new Report.ParticipantLookedAt(work.request(), true, "as it was", work.now()));
    }
  }))),

  SAVED_LIMITS_OVERWRITTEN(with((nodes, backups, attendant, hooks) -> {
    Map<NodeName, ResourceLimits> read = new HashMap<>();
    return new Bench(nodes, backups, attendant, hooks).replacing(Assignment.LowerLimits.class, real -> new Other<>(real) {
      @Override public Sight look(Work<Assignment.LowerLimits> work) {
        read.put(work.node(), nodes.participant(work.participant()).limits());
        return super.look(work);
      }
    }).replacing(Assignment.RestoreLimits.class, real -> new Other<>(real) {
      @Override protected Work<Assignment.RestoreLimits> given(Work<Assignment.RestoreLimits> work) {
        var saved = work.assignment().saved();
        var limits = read.getOrDefault(work.node(), saved.limits());
        return work.with(new Assignment.RestoreLimits(new SavedSettings(limits, saved.sourceConnectsManually(), saved.otherDomains())));
      }
    });
  })),

  BARRIER_BELIEVES_AN_OLD_LOOK(with((nodes, backups, attendant, hooks) -> new Bench(nodes, backups, attendant, hooks).replacing(Assignment.LookAgain.class, real -> new Other<>(real) {
    @Override public Sight look(Work<Assignment.LookAgain> work) {
      return new Sight.Done(new Report.ParticipantLookedAt(work.request(), true, "as it was", work.now()));
    }
  }))),

  BACKUP_OF_AN_EARLIER_ATTEMPT_ACCEPTED(with((nodes, backups, attendant, hooks) -> {
    var others = new EnumMap<BackupStrategy, Backups>(BackupStrategy.class);
    backups.forEach((strategy, real) -> others.put(strategy, new AnyBackup(real)));
    return new Bench(nodes, others, attendant, hooks);
  })),

  REPLY_BELIEVED_WITHOUT_A_LOOK(with((nodes, backups, attendant, hooks) -> new Bench(nodes, backups, attendant, hooks).replacing(Assignment.RestoreLimits.class, real -> new Other<>(real) {
    @Override public Sight look(Work<Assignment.RestoreLimits> work) {
      if (!work.acted()) return super.look(work);
      return new Sight.Done(new Report.ParticipantReopened(work.request(), work.assignment().saved().limits(), work.now()));
    }
  }))),

  /** Who asked is forgotten, and so approves. */
  OWN_REQUEST_APPROVED(Parts.REAL.with(new Forgetful(ApprovalEvent.CrossingAsked.class))),

  /** What was approved before the plan was changed still counts. */
  STALE_APPROVAL_COUNTED(Parts.REAL.with(new Forgetful(ApprovalEvent.ApprovalsVoided.class)));

  private final Parts parts;

  Planted(Parts parts) {
    this.parts = parts;
  }

  Parts parts() {
    return parts;
  }

  private static Parts with(Workshop workshop) {
    return Parts.REAL.with(workshop);
  }

  /** One kind of event is never written. */
  private record Forgetful(Class<? extends MigrationEvent> kind) implements Core {

    @Override public Decision<MigrationEvent> decide(MigrationState state, MigrationCommand command) {
      return Core.super.decide(state, command).then(events -> events.stream().filter(e -> !kind.isInstance(e)).toList());
    }
  }

  /** Whoever stands at the barrier is said to hold, and nobody is looked at. */
  private record WithoutBarrier(Stage stage) implements Core {

    @Override public Decision<MigrationEvent> decide(MigrationState state, MigrationCommand command) {
      var decision = Core.super.decide(state, command);
      if (!(decision instanceof Decision.Accepted<MigrationEvent> a) || a.events().isEmpty()) return decision;
      if (!(a.events().getLast() instanceof BarrierLookBegan b && b.stage() == stage)) return decision;
      var after = a.events().stream().reduce(state, MigrationEvolution::evolve, (one, other) -> other);
      var names = ((MigrationState.Kept) after).plan().names();
      var all = names.stream().map(n -> new Progress(n, b.stage(), b.round(), Progress.Kind.HOLDS, "")).toList();
      var events = new ArrayList<>(a.events());
      events.addAll(Core.super.decide(after, new RecordProgress(b.migration(), all, b.at())).events());
      return Decision.accept(events);
    }
  }

  /** Takes whatever backup of the database there is. */
  private record AnyBackup(Backups real) implements Backups {

    @Override public List<Finding> check(MigrationPlan plan, Database database) {
      return real.check(plan, database);
    }

    @Override public Optional<BackupProof> find(MigrationPlan plan, Database database, String name) {
      return real.find(plan, database, name).or(() -> real.find(plan, database, "cmc-earlier-" + database.name()));
    }

    @Override public void take(MigrationPlan plan, Database database, String name) {
      real.take(plan, database, name);
    }

    @Override public List<Finding> checkRestore(MigrationPlan plan, Database database) {
      return real.checkRestore(plan, database);
    }

    @Override public RestoreProof prove(MigrationPlan plan, Database database, String name) {
      return real.prove(plan, database, name);
    }

    @Override public boolean restored(MigrationPlan plan, Database database, String name) {
      return real.restored(plan, database, name);
    }

    @Override public void restore(MigrationPlan plan, Database database, String name) {
      real.restore(plan, database, name);
    }

    @Override public List<String> sessions(MigrationPlan plan, Database database) {
      return real.sessions(plan, database);
    }
  }
}
