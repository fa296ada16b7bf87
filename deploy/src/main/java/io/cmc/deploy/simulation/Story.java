// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation;

import io.cmc.deploy.simulation.time.Entry;
import io.cmc.deploy.simulation.time.Tape.Line;
import io.cmc.event.Event;
import io.cmc.event.StepEvent.StepIntended;
import io.cmc.event.StepEvent.StepRequested;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;

/** A run line by line, in virtual time. */
final class Story {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  private static final int WIDEST = 300;

  private final boolean looks;

  /** @param looks whether calls that only read, and who got which work, are told as well */
  Story(boolean looks) {
    this.looks = looks;
  }

  Stream<String> tell(Outcome outcome) {
    var lines = outcome.tape().lines().stream().flatMap(l -> line(l).stream());
    return Stream.of(Stream.of("plan: " + outcome.plan()), lines, Stream.of(outcome.toString())).flatMap(s -> s);
  }

  private Optional<String> line(Line line) {
    return text(line.entry()).map(text -> TIME.format(Instant.ofEpochMilli(line.at())) + " "
        + (text.length() > WIDEST ? text.substring(0, WIDEST) + "..." : text));
  }

  /** The time stands in front of the line already, and there is one migration only. */
  private static String brief(Event event) {
    return event.toString().replace("migration=" + event.migration() + ", ", "").replaceFirst("(, )?at=[^,\\]]*]$", "]");
  }

  private Optional<String> text(Entry entry) {
    return switch (entry) {
      case Entry.Stored(StepRequested e) -> Optional.of("event   " + e.node() + " StepRequested " + e.assignment() + " " + e.request());
      case Entry.Stored(StepIntended e) -> Optional.of("event   " + e.node() + " StepIntended " + e.call());
      case Entry.Stored s -> Optional.of("event   " + brief(s.event()));
      case Entry.Called c -> Optional.of("call    " + c.node() + "." + c.method() + "(" + c.arguments() + ") by " + c.caller().instance());
      case Entry.Looked l -> looks ? Optional.of("look    " + l.node() + "." + l.method()) : Optional.empty();
      case Entry.Took t -> Optional.of("node    " + t.node() + " " + t.change() + (t.detail().isEmpty() ? "" : " " + t.detail()));
      case Entry.Granted g -> looks ? Optional.of("lease   work " + g.work() + " epoch " + g.epoch() + " to " + g.owner()) : Optional.empty();
      case Entry.Meddled m -> Optional.of("-       somebody " + m.what() + " " + m.node());
      case Entry.Said s -> Optional.of("-       " + s.text());
    };
  }
}
