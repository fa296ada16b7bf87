// SPDX-License-Identifier: Apache-2.0
package io.cmc.store.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long is kept what is no event. Zero: for ever.
 *
 * @param reads rows of the log of reads, by the teams of who read
 * @param answers to orders by their keys
 * @param names of persons who do not call any more, by their teams
 */
public record RetentionTerms(Term reads, Duration answers, Term names) {

  public static final RetentionTerms FOR_EVER = new RetentionTerms(Term.FOR_EVER, Duration.ZERO, Term.FOR_EVER);

  /** Whoever repeats an order by its key may take so long. */
  private static final Duration LEAST_FOR_ANSWERS = Duration.ofDays(7);

  public RetentionTerms {
    if (!answers.isZero() && answers.compareTo(LEAST_FOR_ANSWERS) < 0) {
      throw new IllegalArgumentException("expected 7d or more as cmc.retention.answers, or 0 for ever, found " + answers);
    }
  }

  /** Whether anything is ever forgotten. */
  public boolean forgets() {
    return !answers.isZero() || reads.forgets() || names.forgets();
  }

  /** @param teams terms of their own */
  public record Term(Duration usual, Map<String, Duration> teams) {

    static final Term FOR_EVER = new Term(Duration.ZERO, Map.of());

    public Term {
      teams = Map.copyOf(teams);
    }

    boolean forgets() {
      return !usual.isZero() || teams.values().stream().anyMatch(d -> !d.isZero());
    }

    /** What was last touched before this may go; empty: nothing may. Of several teams the one that keeps longest is followed. @param of with commas between them */
    public Optional<Instant> before(String of, Instant now) {
      var all = of.isEmpty() ? List.of(usual) : Arrays.stream(of.split(",")).map(team -> teams.getOrDefault(team, usual)).toList();
      if (all.contains(Duration.ZERO)) return Optional.empty();
      return all.stream().max(Duration::compareTo).map(now::minus);
    }
  }
}
