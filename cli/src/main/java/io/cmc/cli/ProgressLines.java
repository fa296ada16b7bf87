// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ReplayProgress;
import io.cmc.cli.text.Plain;
import java.util.HashMap;
import java.util.Map;

/** Progress of a replay: the same line over and over on a terminal, one line for each tenth elsewhere. 100 % is only said when it is complete. */
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
      print(line(progress, "complete"), true);
    } else if (!desk.isQuiet() && isNews(progress)) {
      print(line(progress, percent(progress) + " %"), false);
    }
  }

  private boolean isNews(ReplayProgress progress) {
    var step = desk.screen().redraws() ? 1 : 10;
    var now = percent(progress) / step;
    var before = shown.put(progress.getReadModel(), now);
    return before == null || before != now;
  }

  private static int percent(ReplayProgress progress) {
    return progress.getLastPosition() <= 0 ? 0 : (int) Math.clamp(100 * progress.getPosition() / progress.getLastPosition(), 0, 99);
  }

  private static String line(ReplayProgress progress, String how) {
    return "%-8s %s, event %d of %d".formatted(Plain.text(progress.getReadModel()), how, progress.getPosition(), progress.getLastPosition());
  }

  private void print(String line, boolean last) {
    if (desk.screen().redraws()) {
      desk.screen().out().print("\r\u001b[K" + line + (last ? System.lineSeparator() : ""));
      desk.screen().out().flush();
    } else {
      desk.line(line);
    }
  }
}
