// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.cli.text.Palette;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * Where a verb prints, and what that place can do.
 *
 * @param redraws whether the cursor can be moved, so that a watched status replaces the one before
 * @param clock its zone is the reader's
 */
public record Screen(PrintWriter out, PrintWriter err, boolean redraws, Palette palette, Clock clock) {

  /** A file, a pipe or a test: no colours, nothing is overwritten. */
  public static Screen plain(PrintWriter out, PrintWriter err) {
    return new Screen(out, err, false, Palette.PLAIN, Clock.systemDefaultZone());
  }

  /** This process's terminal when it has one; colours unless NO_COLOR is set or the terminal is dumb. */
  public static Screen ofProcess() {
    var terminal = System.console() != null && System.console().isTerminal() && !"dumb".equals(System.getenv("TERM"));
    var colours = terminal && (System.getenv("NO_COLOR") == null || System.getenv("NO_COLOR").isEmpty());
    return new Screen(new PrintWriter(System.out, true, StandardCharsets.UTF_8), new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        terminal, colours ? Palette.COLOURED : Palette.PLAIN, Clock.systemDefaultZone());
  }
}
