// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.evidence;

import io.cmc.api.v1.PhaseComparison;
import io.cmc.api.v1.RunComparison;
import io.cmc.api.v1.StepComparison;
import io.cmc.api.v1.Taken;
import java.util.List;

/** How long it took: work and waiting for people apart. */
public final class TimingTables {

  private final RunComparison timings;

  TimingTables(RunComparison timings) {
    this.timings = timings;
  }

  /** One run with itself, and the second taken away. */
  public static RunComparison single(RunComparison both) {
    var one = RunComparison.newBuilder().setFirst(both.getFirst());
    both.getPhasesList().forEach(p -> one.addPhases(p.toBuilder().clearSecond().clearDifference()));
    both.getStepsList().forEach(s -> one.addSteps(s.toBuilder().clearSecond().clearDifference()));
    both.getParticipantsList().forEach(s -> one.addParticipants(s.toBuilder().clearSecond().clearDifference()));
    return one.build();
  }

  static List<List<String>> whole(RunComparison timings) {
    var taken = timings.getFirst().getTaken();
    return List.of(List.of("Took", Words.took(taken.getWhole())), List.of("of it work", Words.took(taken.getWork())),
        List.of("of it waiting for people", Words.took(taken.getPeople())), List.of("of it soak", Words.took(taken.getSoak())));
  }

  void on(Html page) {
    page.section("Time by phase").paragraph("As known after " + timings.getFirst().getEvents() + " events.").table(List.of("Phase", "Took", "Work", "Waiting for people", "Soak", "Gone through", "Ended"),
        timings.getPhasesList().stream().map(TimingTables::phase).toList(), "It was not started.");
    page.section("Time by step, the longest of all participants").table(List.of("Step", "Took", "Work", "Waiting for people", "Outcome", "Failed attempts",
        "Parked", "Unresolved", "Longest on"), timings.getStepsList().stream().map(TimingTables::step).toList(), "There were none.");
  }

  private static List<String> phase(PhaseComparison p) {
    var run = p.getFirst();
    return List.of(p.getPhase().name(), took(run.getTaken()), Words.took(run.getTaken().getWork()), Words.took(run.getTaken().getPeople()),
        Words.took(run.getTaken().getSoak()), Integer.toString(run.getTimes()), run.getEnded() ? "yes" : "no");
  }

  private static List<String> step(StepComparison s) {
    var run = s.getFirst();
    return List.of(s.getStep(), took(run.getTaken()), Words.took(run.getTaken().getWork()), Words.took(run.getTaken().getPeople()), run.getOutcome(),
        Integer.toString(run.getFailedAttempts()), Integer.toString(run.getParked()), Integer.toString(run.getUnresolved()), run.getLongest());
  }

  private static String took(Taken taken) {
    return Words.took(taken.getWhole());
  }
}
