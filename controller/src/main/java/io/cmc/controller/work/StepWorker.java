// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cmc.command.ReportOnDomains;
import io.cmc.command.ReportOnParticipant;
import io.cmc.controller.step.Notes;
import io.cmc.controller.step.Step;
import io.cmc.controller.step.StepRun;
import io.cmc.controller.step.StepRun.Result;
import io.cmc.controller.step.Steps;
import io.cmc.controller.step.Work;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.JourneyId;
import io.cmc.journey.Assignment;
import io.cmc.journey.StepName;
import io.cmc.plan.MigrationPlan;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;
import io.cmc.report.Report.StepBegun;
import io.cmc.report.Report.StepFailed;
import io.cmc.report.Report.StepOutcomeUnknown;
import io.cmc.report.Report.StepWaits;
import io.cmc.store.engine.Proviso;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one step on one node under a lease, and reports what came of it. */
final class StepWorker implements Worker {

  private static final Logger LOG = LoggerFactory.getLogger(StepWorker.class);
  /** What was last told to be waited for, so that it is told once. */
  private static final String TOLD = "told";

  /** That the node was silent when it was last asked whether it is there. */
  private static final String SILENT = "silent";
  private static final Duration KNOCK = Duration.ofSeconds(2);

  private final Bench bench;

  /** What a step worker works with. */
  record Bench(WorkTable work, Commands commands, PlanShelf plans, Steps steps, ObjectMapper json, Backoff backoff, InstantSource clock,
      StepTelemetry telemetry) {}

  StepWorker(Bench bench) {
    this.bench = bench;
  }

  @Override public void work(Lease lease) {
    var request = Texts.read(bench.json(), lease.payload(), StepRequested.class);
    var plan = bench.plans().plan(request.migration(), lease.edition());
    try (var telemetry = bench.telemetry().begin(lease, request)) {
      work(lease, request, plan, telemetry);
    }
  }

  private void work(Lease lease, StepRequested request, MigrationPlan plan, StepTelemetry.Run telemetry) {
    try {
      var result = run(bench.steps().of(request.assignment()), lease, request, plan);
      telemetry.told(result);
      unlessOvertaken(() -> tell(lease, request, plan, result));
    } catch (UnlessSilent.NodeIsSilent silent) {
      telemetry.told("silent");
      unlessOvertaken(() -> beside(lease, request));
    } catch (StepFault fault) {
      LOG.error("step {} on {} of {} failed by a fault of our own", request.assignment().step(), request.node(), request.migration(), fault.getCause());
      unlessOvertaken(() -> reportIfHeld(lease, request, new StepFailed(request.request(), internal(fault), Optional.empty(), bench.clock().instant())));
    }
  }

  /** The first look of a step may be long, and its node silent; some steps expect no answer. */
  private <A extends Assignment> Step<A> unlessSilent(Step<A> step, Lease lease, StepRequested request, MigrationPlan plan) {
    if (request.node().isDomains() || Lanes.expectsSilence(request.assignment().step())) return step;
    if (lease.acted() || lease.failures() > 0 || notes(lease).get(SILENT).isPresent()) return step;
    var participant = plan.participant(request.node());
    return new UnlessSilent<>(step, () -> bench.steps().isSilent(participant, KNOCK), time -> bench.steps().hasAnswered(participant, time));
  }

  /** It is looked at with all patience where it takes no place from nodes that answer. */
  private void beside(Lease lease, StepRequested request) {
    var why = request.node() + " has not answered for " + KNOCK.toSeconds() + " s; it is waited for beside the others";
    var now = bench.clock().instant();
    reportIfHeld(lease, request, new StepWaits(request.request(), why, now.plus(KNOCK), now));
    bench.work().giveBackInto(lease, Texts.write(bench.json(), notes(lease).with(SILENT, "yes").with(TOLD, why).values()), Lanes.beside(request.migration()));
  }

  private <A extends Assignment> Result run(Step<A> step, Lease lease, StepRequested request, MigrationPlan plan) {
    var work = new Work<>(plan, request.node(), step.assignment().cast(request.assignment()), request.request(), request.round(),
        notes(lease), lease.acted(), bench.clock());
    try {
      return StepRun.run(unlessSilent(step, lease, request, plan), work, new Leased(lease, request));
    } catch (NotStored | UnlessSilent.NodeIsSilent e) {
      throw e;
    } catch (RuntimeException e) {
      throw new StepFault(e);
    }
  }

  /** A run may begin to call while nothing is held, and go on calling while its lease lasts. */
  private final class Leased implements StepRun.Permit {

    private final Lease lease;
    private final StepRequested request;
    /** Whether an intent is stored and no call was let pass since. */
    private volatile boolean intended;

    Leased(Lease lease, StepRequested request) {
      this.lease = lease;
      this.request = request;
    }

    @Override public boolean begin(String call) {
      try {
        var intent = command(request, new StepBegun(request.request(), call, bench.clock().instant()));
        bench.commands().send(intent, lease.origin(), bench.work().ifMayCall(lease));
        intended = true;
        return true;
      } catch (Proviso.NotMet e) {
        return false;
      } catch (RuntimeException e) {
        throw new NotStored(e);
      }
    }

    @Override public boolean mayGoOn() {
      try {
        if (!intended) return bench.work().mayGoOn(lease);
        var may = bench.work().mayBegin(lease);
        if (may) intended = false;
        return may;
      } catch (RuntimeException e) {
        throw new NotStored(e);
      }
    }
  }

  /** Whoever was overtaken while he worked tells nothing: what he saw is old, and his word would take the lease from who has it now. */
  private void unlessOvertaken(Runnable telling) {
    try {
      telling.run();
    } catch (Proviso.NotMet overtaken) {
      bench.work().left();
    }
  }

  private void tell(Lease lease, StepRequested request, MigrationPlan plan, Result result) {
    var now = bench.clock().instant();
    switch (result) {
      case Result.Reached r -> reportIfHeld(lease, request, r.report());
      case Result.Later r -> later(lease, request, r);
      case Result.Failed r when r.again() && lease.failures() + 1 < plan.pace().attempts() ->
          reportIfHeld(lease, request, new StepFailed(request.request(), r.problem(), Optional.of(now.plus(bench.backoff().after(lease.failures() + 1))), now));
      case Result.Failed r -> reportIfHeld(lease, request, new StepFailed(request.request(), r.problem(), Optional.empty(), now));
      case Result.Unknown r -> reportIfHeld(lease, request, new StepOutcomeUnknown(request.request(), r.problem(), now.plus(r.probe()), now));
      case Result.FencedOff r -> bench.work().giveBack(lease, lease.notes(), Duration.ZERO);
    }
  }

  /** Told first, noted as told after that: who dies in between tells it twice, and nobody waits without a word. */
  private void later(Lease lease, StepRequested request, Result.Later later) {
    var told = Optional.of(later.why()).equals(notes(lease).get(TOLD));
    var now = bench.clock().instant();
    if (later.called() || !told) reportIfHeld(lease, request, new StepWaits(request.request(), later.why(), now.plus(later.after()), now));
    bench.work().giveBack(lease, Texts.write(bench.json(), later.notes().with(TOLD, later.why()).values()), later.after());
  }

  private void reportIfHeld(Lease lease, StepRequested request, Report report) {
    bench.commands().send(command(request, report), lease.origin(), bench.work().ifHeld(lease));
  }

  private static Object command(StepRequested request, Report report) {
    return request.node().isDomains() ? new ReportOnDomains(request.migration(), report)
        : new ReportOnParticipant(new JourneyId(request.migration(), request.node()), report);
  }

  private Notes notes(Lease lease) {
    return Notes.of(Texts.read(bench.json(), lease.notes(), TextMap.class));
  }

  private static Problem internal(StepFault fault) {
    return Problem.of(ProblemCode.INTERNAL, "a step that ends", String.valueOf(fault.getCause()));
  }

  /** The intent could not be stored, or the fence not be read, just now: nothing was called, and the step is simply taken up again. */
  private static final class NotStored extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotStored(RuntimeException cause) {
      super(cause);
    }
  }

  private static final class StepFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepFault(RuntimeException cause) {
      super(cause);
    }
  }

  /** For reading notes. */
  static final class TextMap extends TreeMap<String, String> {
    private static final long serialVersionUID = 1L;
  }
}
