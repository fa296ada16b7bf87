// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import io.cmc.api.v1.HistoryEvent;
import io.cmc.api.v1.StatusAt;
import io.cmc.cli.text.Palette.Tone;
import java.time.Clock;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A status of before, the event it was known after, and where to step from there. */
public final class HistoryText {

  private final Times times;
  private final Clock clock;
  private final Palette palette;

  public HistoryText(Clock clock, Palette palette) {
    this.times = new Times(clock);
    this.clock = clock;
    this.palette = palette;
  }

  /** No final line end. */
  public String render(String migration, StatusAt then, boolean details) {
    var parts = new ArrayList<String>();
    parts.add(moment(then));
    parts.add(then.hasStatus() ? new StatusText(clock, palette).text(then.getStatus()) : Plain.text(migration) + "  nothing was planned yet");
    if (details && then.hasStatus()) {
      parts.add(new DetailsText(clock, palette).render(then.getStatus()));
    }
    if (then.getAroundCount() > 0) {
      parts.add("\n" + then.getAroundList().stream().map(e -> event(e, e.getSequence() == then.getEvent().getSequence()))
          .collect(Collectors.joining("\n")));
      parts.add("\n" + steps(migration, then));
    }
    return String.join("\n", parts);
  }

  /** One line: the status alone. */
  public String line(StatusAt then) {
    return then.hasStatus() ? new StatusText(clock, palette).line(then.getStatus()) : "";
  }

  private String moment(StatusAt then) {
    if (!then.hasEvent()) {
      return "before the first of " + then.getLastSequence() + " events";
    }
    var e = then.getEvent();
    return palette.paint(Tone.QUIET, "as known after event #%d of %d, position %d, %s: %s".formatted(e.getSequence(), then.getLastSequence(),
        e.getPosition(), times.full(e.getAt()), what(e)));
  }

  private String event(HistoryEvent e, boolean here) {
    var line = "%s %6s  %s  %-12s  %s".formatted(here ? ">" : " ", "#" + e.getSequence(), times.full(e.getAt()), Plain.text(e.getParticipant()),
        what(e)).stripTrailing();
    return here ? palette.paint(Tone.HEADING, line) : line;
  }

  private static String what(HistoryEvent e) {
    var actor = e.getActor().isEmpty() ? "" : " (" + Plain.text(e.getActor()) + ")";
    return Plain.text(e.getKind()) + actor + ": " + Plain.text(e.getSummary());
  }

  private static String steps(String migration, StatusAt then) {
    var here = then.getEvent().getSequence();
    var show = "cmc show " + Plain.text(migration) + " --events 5 --at ";
    return Stream.of(here > 1 ? "back: " + show + (here - 1) : "", here < then.getLastSequence() ? "forward: " + show + (here + 1) : "")
        .filter(s -> !s.isEmpty()).collect(Collectors.joining("   "));
  }
}
