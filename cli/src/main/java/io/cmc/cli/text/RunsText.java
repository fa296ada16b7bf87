// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import io.cmc.api.v1.PhaseComparison;
import io.cmc.api.v1.PhaseRun;
import io.cmc.api.v1.Run;
import io.cmc.api.v1.RunComparison;
import io.cmc.api.v1.StepComparison;
import io.cmc.api.v1.StepRun;
import io.cmc.api.v1.Taken;
import io.cmc.cli.text.Palette.Tone;
import io.cmc.cli.text.Table.Cell;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Two runs side by side: the whole, then phases, steps, and the participants worth a look. */
public final class RunsText {

  private static final int MOST_PARTICIPANTS = 10;
  private static final String NONE = "-";

  private final Times times;
  private final Palette palette;

  public RunsText(Clock clock, Palette palette) {
    this.times = new Times(clock);
    this.palette = palette;
  }

  /** No final line end. @param details every step of every participant */
  public String render(RunComparison c, boolean details) {
    var sections = new ArrayList<String>();
    sections.add(whole(c).render(palette));
    if (c.getPhasesCount() > 0) {
      sections.add(phases(c).render(palette));
    }
    if (c.getStepsCount() > 0) {
      sections.add(steps(c, c.getStepsList(), "LONGEST", s -> who(s.getFirst()) + " / " + who(s.getSecond())).render(palette));
    }
    var participants = details ? c.getParticipantsList() : worthALook(c.getParticipantsList());
    if (!participants.isEmpty()) {
      sections.add(steps(c, participants, "NODE", StepComparison::getParticipant).render(palette));
    }
    if (participants.size() < c.getParticipantsCount()) {
      sections.add(palette.paint(Tone.QUIET, "and " + (c.getParticipantsCount() - participants.size()) + " more; all with --details"));
    }
    return String.join("\n\n", sections);
  }

  /** The two whole times and the difference. */
  public String line(RunComparison c) {
    return whole(c.getFirst()) + "  " + whole(c.getSecond()) + "  " + signed(difference(c));
  }

  private static String whole(Run run) {
    return name(run) + " " + time(run.getTaken().getWhole());
  }

  private Table whole(RunComparison c) {
    var table = new Table("", name(c.getFirst()), name(c.getSecond()), "DIFFERENCE");
    row(table, c, "state", r -> r.getState().name());
    row(table, c, "participants", r -> Integer.toString(r.getParticipants()));
    row(table, c, "started", r -> r.hasStartedAt() ? at(r.getStartedAt()) : NONE);
    row(table, c, "ended", r -> r.hasEndedAt() ? at(r.getEndedAt()) : NONE);
    taken(table, c, "took", Taken::getWhole);
    taken(table, c, "  work", Taken::getWork);
    taken(table, c, "  waiting for people", Taken::getPeople);
    taken(table, c, "  soak", Taken::getSoak);
    row(table, c, "incidents", r -> Integer.toString(r.getIncidents()));
    return table;
  }

  private static void row(Table table, RunComparison c, String name, Function<Run, String> value) {
    table.row(Cell.of(name), Cell.of(value.apply(c.getFirst())), Cell.of(value.apply(c.getSecond())), Cell.of(""));
  }

  private static void taken(Table table, RunComparison c, String name, Function<Taken, Duration> part) {
    var first = part.apply(c.getFirst().getTaken());
    var second = part.apply(c.getSecond().getTaken());
    table.row(Cell.of(name), Cell.of(time(first)), Cell.of(time(second)), change(Durations.subtract(second, first)));
  }

  private static Table phases(RunComparison c) {
    var table = new Table("PHASE", name(c.getFirst()), "WORK + PEOPLE", name(c.getSecond()), "WORK + PEOPLE", "DIFFERENCE");
    for (PhaseComparison p : c.getPhasesList()) {
      table.row(Cell.of(p.getPhase().name()), Cell.of(p.hasFirst() ? took(p.getFirst()) : NONE), parts(p.hasFirst(), p.getFirst().getTaken()),
          Cell.of(p.hasSecond() ? took(p.getSecond()) : NONE), parts(p.hasSecond(), p.getSecond().getTaken()),
          p.hasDifference() ? change(p.getDifference()) : Cell.of(""));
    }
    return table;
  }

  private static String name(Run run) {
    return Plain.text(run.getMigration());
  }

  private static Table steps(RunComparison c, List<StepComparison> steps, String lastHeading, Function<StepComparison, String> last) {
    var table = new Table("STEP", name(c.getFirst()), "WORK + PEOPLE", "OUTCOME", name(c.getSecond()), "WORK + PEOPLE", "OUTCOME", "DIFFERENCE",
        lastHeading);
    for (var s : steps) {
      table.row(Cell.of(s.getStep()), Cell.of(s.hasFirst() ? time(s.getFirst().getTaken().getWhole()) : NONE),
          parts(s.hasFirst(), s.getFirst().getTaken()), outcome(s.hasFirst(), s.getFirst()),
          Cell.of(s.hasSecond() ? time(s.getSecond().getTaken().getWhole()) : NONE), parts(s.hasSecond(), s.getSecond().getTaken()),
          outcome(s.hasSecond(), s.getSecond()), s.hasDifference() ? change(s.getDifference()) : Cell.of(""), Cell.of(last.apply(s)));
    }
    return table;
  }

  private static String who(StepRun run) {
    return run.getLongest().isEmpty() ? NONE : run.getLongest() + " of " + run.getParticipants();
  }

  private static Cell parts(boolean there, Taken taken) {
    return Cell.of(there ? time(taken.getWork()) + " + " + time(taken.getPeople()) : "");
  }

  private static String took(PhaseRun run) {
    return time(run.getTaken().getWhole()) + (run.getTimes() > 1 ? " in " + run.getTimes() + " times" : "") + (run.getEnded() ? "" : ", not ended");
  }

  private static Cell outcome(boolean there, StepRun run) {
    if (!there) {
      return Cell.of("");
    }
    var trouble = counted(run.getFailedAttempts(), "failed") + counted(run.getParked(), "parked") + counted(run.getUnresolved(), "unresolved");
    return new Cell(run.getOutcome() + trouble, run.getOutcome().equals("DONE") ? trouble.isEmpty() ? Tone.USUAL : Tone.CARE : Tone.BAD);
  }

  private static String counted(int n, String what) {
    return n == 0 ? "" : ", " + n + " " + what;
  }

  /** Where the outcome is another, and the largest differences; in their order. */
  private static List<StepComparison> worthALook(List<StepComparison> all) {
    var largest = all.stream().filter(StepComparison::hasDifference)
        .sorted(Comparator.comparingLong((StepComparison s) -> -Math.abs(Durations.toMillis(s.getDifference())))).limit(MOST_PARTICIPANTS).toList();
    return all.stream().filter(s -> largest.contains(s) || !s.getFirst().getOutcome().equals(s.getSecond().getOutcome()) && s.hasFirst() && s.hasSecond())
        .toList();
  }

  private static Duration difference(RunComparison c) {
    return Durations.subtract(c.getSecond().getTaken().getWhole(), c.getFirst().getTaken().getWhole());
  }

  private static Cell change(Duration difference) {
    return Cell.of(signed(difference));
  }

  private static String signed(Duration difference) {
    if (Durations.toMillis(difference) == 0) {
      return "same";
    }
    return Durations.isNegative(difference) ? "-" + time(Durations.subtract(Durations.ZERO, difference)) : "+" + time(difference);
  }

  private static String time(Duration duration) {
    return Amounts.time(duration);
  }

  private String at(Timestamp at) {
    return times.full(at);
  }
}
