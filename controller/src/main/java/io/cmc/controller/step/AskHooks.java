// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.approval.Gate;
import io.cmc.controller.port.Fence;
import io.cmc.controller.port.Gatekeeper;
import io.cmc.controller.port.Gatekeeper.Question;
import io.cmc.journey.Assignment;
import io.cmc.proof.HookAnswer;
import io.cmc.report.Report;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks the hooks of a gate, one after the other, until all said yes. No look finds out what a hook said, so its answer is believed, and
 * remembered by this process only: after a restart all are asked again, with the same ids.
 */
final class AskHooks implements Step<Assignment.AskHooks> {

  private final Gatekeeper hooks;
  private final Remembered<List<HookAnswer>> agreed = new Remembered<>();

  AskHooks(Gatekeeper hooks) {
    this.hooks = hooks;
  }

  @Override public Class<Assignment.AskHooks> assignment() {
    return Assignment.AskHooks.class;
  }

  @Override public Sight look(Work<Assignment.AskHooks> work) {
    return next(work).<Sight>map(hook -> new Sight.NotYet("the hook " + hook + " has not said yes"))
        .orElseGet(() -> new Sight.Done(new Report.HooksAgreed(work.request(), answers(work), work.now())));
  }

  @Override public void act(Work<Assignment.AskHooks> work) {
    for (var hook = next(work); hook.isPresent(); hook = next(work)) {
      Fence.pass();
      var said = hooks.ask(question(work, hook.get()));
      agreed.put(work, Stream.concat(answers(work).stream(), Stream.of(new HookAnswer(hook.get(), said, work.now()))).toList());
    }
  }

  @Override public String intent(Work<Assignment.AskHooks> work) {
    return "ask " + String.join(", ", work.assignment().hooks()) + " " + words(work.assignment().gate());
  }

  /** The hook that is to be asked next. */
  private Optional<String> next(Work<Assignment.AskHooks> work) {
    return work.assignment().hooks().stream().skip(answers(work).size()).findFirst();
  }

  private List<HookAnswer> answers(Work<Assignment.AskHooks> work) {
    return agreed.of(work).orElse(List.of());
  }

  private static Question question(Work<Assignment.AskHooks> work, String hook) {
    return new Question(hook, work.request().value() + "/" + hook, work.assignment().gate(), work.plan());
  }

  private static String words(Gate gate) {
    return switch (gate) {
      case START -> "before the start";
      case PNR_1 -> "before the first point of no return";
      case PNR_2 -> "before the second point of no return";
      case RETIRE -> "before the source is retired";
    };
  }
}
