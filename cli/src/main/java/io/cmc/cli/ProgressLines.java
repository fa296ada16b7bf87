// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ReplayProgress;
import io.cmc.cli.text.ProgressBar;
import java.util.HashMap;
import java.util.Map;

/** Progress of a replay: a bar that grows on a terminal, one line for each tenth elsewhere. 100 % is only said when it is complete. */
final class ProgressLines {

  private final Desk desk;
  private final Map<String, Integer> shown = new HashMap<>();

  ProgressLines(Desk desk) {
    this.desk = desk;
  }

  void show(ReplayProgress progress) {
    if (desk.output() != Output.TABLE) {
      desk.line(Documents.inStream(desk.output(), progress));
    } else if (progress.getComplete()) {
      print(progress, true);
    } else if (!desk.isQuiet() && isNews(progress)) {
      print(progress, false);
    }
  }

  private boolean isNews(ReplayProgress progress) {
    var step = desk.screen().redraws() ? 1 : 10;
    var now = ProgressBar.percent(progress.getPosition(), progress.getLastPosition()) / step;
    var before = shown.put(progress.getReadModel(), now);
    return before == null || before != now;
  }

  private void print(ReplayProgress progress, boolean last) {
    if (desk.screen().redraws()) {
      desk.screen().out().print("\r\u001b[K" + bar(progress).drawn() + (last ? System.lineSeparator() : ""));
      desk.screen().out().flush();
    } else {
      desk.line(bar(progress).line());
    }
  }

  private static ProgressBar bar(ReplayProgress progress) {
    return new ProgressBar(progress.getReadModel(), progress.getPosition(), progress.getLastPosition(), progress.getComplete());
  }
}
