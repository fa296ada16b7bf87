// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

/** How far something is that reads events. Nothing is called 100 % before it is complete. */
public record ProgressBar(String name, long position, long last, boolean complete) {

  private static final int WIDTH = 30;

  /** 0 to 99. */
  public static int percent(long position, long last) {
    return last <= 0 ? 0 : (int) Math.clamp(100 * position / last, 0, 99);
  }

  /** For a file or a pipe. */
  public String line() {
    return "%-8s %s, event %d of %d".formatted(Plain.text(name), how(), position, last);
  }

  /** For a terminal. */
  public String drawn() {
    var done = complete ? WIDTH : WIDTH * percent(position, last) / 100;
    return "%-8s [%s%s] %s, event %d of %d".formatted(Plain.text(name), "#".repeat(done), ".".repeat(WIDTH - done), how(), position, last);
  }

  private String how() {
    return complete ? "complete" : percent(position, last) + " %";
  }
}
