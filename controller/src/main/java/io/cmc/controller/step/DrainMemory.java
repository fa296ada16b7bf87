// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.proof.DrainProof.InFlightSample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a drain remembers from look to look, as notes.
 *
 * @param began our clock at the first look; the plan's limit counts from here
 * @param from domain time from which the span counts; empty until the domain was asked
 * @param span domain time that must pass
 * @param samples zero counts in a row after the span
 */
record DrainMemory(Instant began, Optional<Instant> from, Duration span, List<InFlightSample> samples) {

  static final int SAMPLES = 3;

  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(1);
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(50);

  static DrainMemory of(Notes notes, Instant now) {
    return new DrainMemory(notes.get("began").map(Instant::parse).orElse(now), notes.get("from").map(Instant::parse),
        notes.get("span").map(Duration::parse).orElse(Duration.ZERO),
        notes.get("samples").stream().flatMap(text -> Stream.of(text.split(" "))).map(DrainMemory::sample).toList());
  }

  Notes notes() {
    var notes = Notes.NONE.with("began", began.toString()).with("span", span.toString());
    if (from.isPresent()) notes = notes.with("from", from.get().toString());
    if (samples.isEmpty()) return notes;
    return notes.with("samples", samples.stream().map(DrainMemory::text).collect(Collectors.joining(" ")));
  }

  DrainMemory startedAt(Instant domainTime, Duration newSpan) {
    return new DrainMemory(began, Optional.of(domainTime), newSpan, List.of());
  }

  DrainMemory withoutSamples() {
    return new DrainMemory(began, from, span, List.of());
  }

  Instant until() {
    return from.orElseThrow().plus(span);
  }

  /** Spaced so that three of them say more than one, and still short against the span. */
  Duration interval() {
    var tenth = span.dividedBy(10);
    if (tenth.compareTo(SHORTEST_INTERVAL) < 0) return SHORTEST_INTERVAL;
    return tenth.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : tenth;
  }

  /** Also when the clock was put back since the last one: an hour is not waited for because of it. */
  boolean sampleDue(Instant now) {
    if (samples.isEmpty()) return true;
    var last = samples.getLast().at();
    return now.isBefore(last) || !now.isBefore(last.plus(interval()));
  }

  DrainMemory sampled(InFlightSample zero) {
    return new DrainMemory(began, from, span, Stream.concat(samples.stream(), Stream.of(zero)).toList());
  }

  boolean enoughSamples() {
    return samples.size() >= SAMPLES;
  }

  private static InFlightSample sample(String text) {
    var parts = text.split(",");
    return new InFlightSample(Instant.parse(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  private static String text(InFlightSample sample) {
    return sample.at() + "," + sample.submissions() + "," + sample.transactions();
  }
}
