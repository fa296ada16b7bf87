// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.MigrationState;
import io.cmc.api.v1.PhaseComparison;
import io.cmc.api.v1.RunComparison;
import io.cmc.api.v1.StepComparison;
import io.cmc.journey.Phase;
import io.cmc.projection.sight.View;
import io.cmc.projection.timeline.PhaseRun;
import io.cmc.projection.timeline.RunTimes;
import io.cmc.projection.timeline.StepRun;
import io.cmc.projection.timeline.Taken;
import io.cmc.wire.PlanMessage;
import io.cmc.wire.ProtoTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Two runs side by side, in the public contract's form. */
final class RunsMessage {

  private RunsMessage() {}

  record Run(String migration, MigrationState state, int participants, RunTimes times, View view) {

    /** Those that are told of one by one. */
    List<StepRun> named() {
      return times.steps().stream().filter(s -> view.names(s.node())).toList();
    }
  }

  static RunComparison of(Run first, Run second) {
    var message = RunComparison.newBuilder().setFirst(run(first)).setSecond(run(second));
    both(first.times().phases(), second.times().phases(), PhaseRun::phase).forEach((phase, pair) -> message.addPhases(phases(phase, pair)));
    both(together(first), together(second), Map.Entry::getKey).forEach((step, pair) -> message.addSteps(steps("", step, pair.map(Map.Entry::getValue))));
    both(first.named(), second.named(), s -> List.of(s.node().value(), s.step().name()))
        .forEach((key, pair) -> message.addParticipants(steps(key.getFirst(), key.getLast(), pair.map(RunsMessage::step))));
    return message.build();
  }

  private record Pair<T>(T first, T second) {

    <U> Pair<U> map(Function<T, U> words) {
      return new Pair<>(first == null ? null : words.apply(first), second == null ? null : words.apply(second));
    }
  }

  private static <K, T> Map<K, Pair<T>> both(Collection<T> first, Collection<T> second, Function<T, K> key) {
    var firsts = byKey(first, key);
    var seconds = byKey(second, key);
    var keys = new LinkedHashSet<>(firsts.keySet());
    keys.addAll(seconds.keySet());
    var both = new LinkedHashMap<K, Pair<T>>();
    keys.forEach(k -> both.put(k, new Pair<>(firsts.get(k), seconds.get(k))));
    return both;
  }

  private static <K, T> Map<K, T> byKey(Collection<T> all, Function<T, K> key) {
    return all.stream().collect(Collectors.toMap(key, t -> t, (a, b) -> b, LinkedHashMap::new));
  }

  private static io.cmc.api.v1.Run run(Run run) {
    var times = run.times();
    var message = io.cmc.api.v1.Run.newBuilder().setMigration(run.migration()).setState(run.state()).setParticipants(run.participants())
        .setTaken(taken(times.taken())).setIncidents(times.incidents()).setEvents(times.events());
    times.started().ifPresent(at -> message.setStartedAt(ProtoTime.of(at)));
    times.ended().ifPresent(at -> message.setEndedAt(ProtoTime.of(at)));
    return message.build();
  }

  private static PhaseComparison phases(Phase phase, Pair<PhaseRun> pair) {
    var message = PhaseComparison.newBuilder().setPhase(PlanMessage.of(phase));
    if (pair.first() != null) message.setFirst(phase(pair.first()));
    if (pair.second() != null) message.setSecond(phase(pair.second()));
    if (pair.first() != null && pair.second() != null) {
      message.setDifference(ProtoTime.of(pair.second().taken().whole().minus(pair.first().taken().whole())));
    }
    return message.build();
  }

  private static io.cmc.api.v1.PhaseRun phase(PhaseRun run) {
    return io.cmc.api.v1.PhaseRun.newBuilder().setTaken(taken(run.taken())).setTimes(run.times()).setEnded(run.ended()).build();
  }

  private static StepComparison steps(String participant, String step, Pair<io.cmc.api.v1.StepRun> pair) {
    var message = StepComparison.newBuilder().setParticipant(participant).setStep(step);
    if (pair.first() != null) message.setFirst(pair.first());
    if (pair.second() != null) message.setSecond(pair.second());
    if (pair.first() != null && pair.second() != null) {
      message.setDifference(ProtoTime.of(whole(pair.second()).minus(whole(pair.first()))));
    }
    return message.build();
  }

  private static java.time.Duration whole(io.cmc.api.v1.StepRun run) {
    return ProtoTime.of(run.getTaken().getWhole());
  }

  private static io.cmc.api.v1.StepRun step(StepRun run) {
    return message(run).build();
  }

  /** By step: counts of all nodes, and the time of the one that took longest. */
  private static List<Map.Entry<String, io.cmc.api.v1.StepRun>> together(Run run) {
    return run.times().steps().stream().collect(Collectors.groupingBy(s -> s.step().name(), LinkedHashMap::new, Collectors.toList()))
        .entrySet().stream().map(e -> Map.entry(e.getKey(), together(e.getValue(), run.view()))).toList();
  }

  private static io.cmc.api.v1.StepRun together(List<StepRun> runs, View view) {
    var longest = runs.stream().max(Comparator.comparing(r -> r.taken().whole())).orElseThrow();
    var worst = runs.stream().map(StepRun::outcome).max(Comparator.naturalOrder()).orElseThrow();
    var trouble = runs.stream().map(StepRun::trouble).reduce(StepRun.Trouble::plus).orElseThrow();
    var all = new StepRun(longest.node(), longest.step(), longest.taken(), worst, runs.stream().mapToInt(StepRun::times).sum(), trouble);
    return message(all).setParticipants(runs.size()).setLongest(view.names(longest.node()) ? longest.node().value() : "").build();
  }

  private static io.cmc.api.v1.StepRun.Builder message(StepRun run) {
    return io.cmc.api.v1.StepRun.newBuilder().setTaken(taken(run.taken())).setOutcome(run.outcome().name()).setTimes(run.times())
        .setFailedAttempts(run.trouble().failed()).setParked(run.trouble().parked()).setUnresolved(run.trouble().unresolved());
  }

  private static io.cmc.api.v1.Taken taken(Taken taken) {
    return io.cmc.api.v1.Taken.newBuilder().setWhole(ProtoTime.of(taken.whole())).setWork(ProtoTime.of(taken.work()))
        .setPeople(ProtoTime.of(taken.people())).setSoak(ProtoTime.of(taken.soak())).build();
  }
}
