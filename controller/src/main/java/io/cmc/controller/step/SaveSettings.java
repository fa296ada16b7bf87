// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.controller.port.Nodes;
import io.cmc.journey.Assignment;
import io.cmc.proof.SavedSettings;
import io.cmc.rejection.Problem;
import io.cmc.rejection.ProblemCode;
import io.cmc.report.Report;

/** Reads what the participant is set to. Whoever keeps the report keeps the first one only. */
final class SaveSettings implements Step<Assignment.SaveSettings> {

  private final Nodes nodes;
  private final Together together;

  SaveSettings(Nodes nodes, Together together) {
    this.nodes = nodes;
    this.together = together;
  }

  @Override public Class<Assignment.SaveSettings> assignment() {
    return Assignment.SaveSettings.class;
  }

  @Override public Sight look(Work<Assignment.SaveSettings> work) {
    var node = nodes.participant(work.participant());
    var source = work.plan().source().alias();
    try (var questions = together.questions()) {
      var asked = Connections.asked(node, questions);
      var limits = questions.ask(node::limits);
      var connections = asked.get();
      var configured = connections.configured(source);
      if (configured.isEmpty()) {
        return new Sight.Blocked(Problem.of(ProblemCode.SOURCE_UNKNOWN, source + " among the configured domains", connections.found()));
      }
      var others = connections.connectedBut(source, work.plan().target().alias());
      var settings = new SavedSettings(limits.get(), configured.get().connectsManually(), others);
      return new Sight.Done(new Report.SettingsRead(work.request(), settings, work.now()));
    }
  }
}
