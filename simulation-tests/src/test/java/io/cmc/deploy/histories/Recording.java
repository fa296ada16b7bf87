// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.histories;

import io.cmc.deploy.simulation.Outcome;
import io.cmc.deploy.simulation.Simulation;
import io.cmc.deploy.simulation.machine.Parts;
import io.cmc.deploy.simulation.time.Entry;
import io.cmc.event.Event;
import io.cmc.event.JourneyEvent.ParticipantSetAside;
import io.cmc.event.MigrationEvent.PanicStopped;
import io.cmc.event.MigrationEvent.ParticipantExcluded;
import io.cmc.event.StepEvent.StepParked;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.LongStream;

/** Runs of the simulation that are worth being kept: the first seed that shows what is looked for. */
enum Recording {
  FORWARD(2, (how, events) -> how.equals("COMPLETED") && !has(events, StepParked.class)),
  PARKED(2, (how, events) -> how.equals("COMPLETED") && has(events, StepParked.class)),
  ABORTED(2, (how, events) -> how.equals("ABORTED")),
  RESTORED(2, (how, events) -> how.equals("RESTORED")),
  EXCLUDED(3, (how, events) -> how.equals("COMPLETED") && has(events, ParticipantExcluded.class) && has(events, ParticipantSetAside.class)),
  PANIC(2, (how, events) -> how.equals("COMPLETED") && has(events, PanicStopped.class)),
  AGAIN(2, (how, events) -> how.equals("COMPLETED") && events.stream().map(Event::migration).distinct().count() == 2
      && !has(events, PanicStopped.class));

  private static final int LONGEST = 500;

  private final int participants;
  private final BiPredicate<String, List<Event>> shows;

  Recording(int participants, BiPredicate<String, List<Event>> shows) {
    this.participants = participants;
    this.shows = shows;
  }

  private static boolean has(List<Event> events, Class<? extends Event> type) {
    return events.stream().anyMatch(type::isInstance);
  }

  String file() {
    return name().toLowerCase(Locale.ROOT) + ".jsonl";
  }

  void write(Path file) throws IOException {
    var events = LongStream.rangeClosed(1, 20_000).mapToObj(seed -> Simulation.run(seed, Optional.of(participants), Parts.REAL)).filter(this::fits)
        .findFirst().map(Recording::events).orElseThrow();
    new Scribe().write(events, file);
  }

  private boolean fits(Outcome outcome) {
    var events = events(outcome);
    return outcome.good() && events.size() <= LONGEST && shows.test(outcome.how(), events);
  }

  private static List<Event> events(Outcome outcome) {
    return outcome.tape().lines().stream().map(line -> line.entry()).filter(Entry.Stored.class::isInstance).map(e -> ((Entry.Stored) e).event()).toList();
  }
}
