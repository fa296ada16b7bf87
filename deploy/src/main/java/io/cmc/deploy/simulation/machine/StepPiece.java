// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

import io.cmc.command.ReportOnDomains;
import io.cmc.command.ReportOnParticipant;
import io.cmc.controller.step.Notes;
import io.cmc.controller.step.Step;
import io.cmc.controller.step.StepRun;
import io.cmc.controller.step.StepRun.Result;
import io.cmc.controller.step.Work;
import io.cmc.event.StepEvent.StepRequested;
import io.cmc.id.JourneyId;
import io.cmc.journey.Assignment;
import io.cmc.report.Report;
import io.cmc.report.Report.StepBegun;
import io.cmc.report.Report.StepFailed;
import io.cmc.report.Report.StepOutcomeUnknown;
import io.cmc.report.Report.StepWaits;
import java.util.Optional;

/** One run of a step, and what is told of it: as {@code work.StepWorker} does it. */
final class StepPiece {

  private static final String TOLD = "told";

  private final Piece piece;
  private final Machine machine;
  private final Lease lease;
  private final StepRequested request;

  StepPiece(Piece piece) {
    this.piece = piece;
    this.machine = piece.machine();
    this.lease = piece.lease();
    this.request = (StepRequested) lease.payload();
  }

  void work() {
    tell(run(piece.instance().steps().of(request.assignment())));
    machine.wake();
  }

  private <A extends Assignment> Result run(Step<A> step) {
    var work = new Work<>(machine.plan(), request.node(), step.assignment().cast(request.assignment()), request.request(), request.round(), lease.notes(),
        lease.acted(), machine.agenda());
    return StepRun.run(step, work, new Leased());
  }

  /** A run may begin to call while nothing is stopped, and go on calling while its lease lasts. */
  private final class Leased implements StepRun.Permit {

    /** Whether an intent is stored and no call was let pass since. */
    private boolean intended;

    @Override public boolean begin(String call) {
      intended = intends(call);
      return intended;
    }

    @Override public boolean mayGoOn() {
      if (machine.faults().storeFails()) throw new StoreTrouble("the fence cannot be read");
      var fence = machine.parts().fence();
      if (!intended) return fence.mayGoOn(machine.rows(), lease);
      var may = fence.mayBegin(machine.rows(), lease);
      if (may) intended = false;
      return may;
    }
  }

  private boolean intends(String call) {
    piece.instance().mayFreeze();
    if (!machine.parts().fence().mayIntend(machine.rows(), lease)) return false;
    machine.parts().intents().store(new StepBegun(request.request(), call, machine.agenda().instant()), this::report);
    piece.instance().mayFreeze();
    return true;
  }

  private void tell(Result result) {
    piece.instance().mayFreeze();
    if (!machine.rows().holds(lease)) return;
    var now = machine.agenda().instant();
    switch (result) {
      case Result.Reached r -> report(r.report());
      case Result.Later r -> later(r);
      case Result.Failed r when r.again() && lease.failures() + 1 < machine.plan().pace().attempts() -> report(new StepFailed(request.request(),
          r.problem(), Optional.of(now.plus(machine.backoff().after(lease.failures() + 1))), now));
      case Result.Failed r -> report(new StepFailed(request.request(), r.problem(), Optional.empty(), now));
      case Result.Unknown r -> report(new StepOutcomeUnknown(request.request(), r.problem(), now.plus(r.probe()), now));
      case Result.FencedOff r -> machine.rows().giveBack(lease, lease.notes(), 0);
    }
  }

  private void later(Result.Later later) {
    var told = Optional.of(later.why()).equals(lease.notes().get(TOLD));
    var now = machine.agenda().instant();
    if (later.called() || !told) report(new StepWaits(request.request(), later.why(), now.plus(later.after()), now));
    machine.rows().giveBack(lease, later.notes().with(TOLD, later.why()), later.after().toMillis());
  }

  private void report(Report report) {
    if (request.node().isDomains()) piece.send(new ReportOnDomains(request.migration(), report));
    else piece.send(new ReportOnParticipant(new JourneyId(request.migration(), request.node()), report));
    machine.perhapsAgain(request, report);
  }
}
