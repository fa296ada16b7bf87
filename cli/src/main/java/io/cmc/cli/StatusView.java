// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.MigrationStatus;
import io.cmc.cli.text.News;
import io.cmc.cli.text.StatusText;
import java.util.HashMap;
import java.util.Map;

/** How a status that changes is shown. */
interface StatusView {

  void show(MigrationStatus status);

  static StatusView of(Desk desk) {
    var text = new StatusText(desk.screen().clock(), desk.palette());
    if (desk.output() != Output.TABLE) {
      return status -> desk.line(Documents.inStream(desk.output(), status));
    }
    return desk.screen().redraws() ? new Redrawn(desk, text) : new ChangedLines(desk, text, new HashMap<>());
  }

  /** The newest status takes the place of the one before. */
  record Redrawn(Desk desk, StatusText text) implements StatusView {

    /** What does not fit on the screen cannot be redrawn. */
    private static final int MOST_ROWS = 40;

    @Override public void show(MigrationStatus status) {
      var frame = desk.isQuiet() ? text.line(status) : text.text(status, MOST_ROWS);
      var out = desk.screen().out();
      out.print("\u001b[H");
      frame.lines().forEach(line -> out.print(line + "\u001b[K\n"));
      out.print("\u001b[J");
      out.flush();
    }
  }

  /** Each line when there is news in it; nothing is overwritten. */
  record ChangedLines(Desk desk, StatusText text, Map<String, String> known) implements StatusView {

    @Override public void show(MigrationStatus status) {
      if (isNews("", News.of(status))) {
        desk.line(text.line(status));
      }
      if (!desk.isQuiet()) {
        var news = News.ofNodes(status);
        text.rows(status).forEach((node, row) -> row(node, news.get(node), row));
      }
    }

    private void row(String node, String news, String row) {
      if (isNews("node " + node, news)) {
        desk.line(row);
      }
    }

    private boolean isNews(String key, String news) {
      return !news.equals(known.put(key, news));
    }
  }
}
