// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import com.google.protobuf.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as people write them: PT1H30M, or a number with a unit such as 90s, 30m, 1h, 2d, 250ms. */
public final class Durations {

  public static final String EXPECTED = "a duration such as PT1H30M, 90s, 30m, 1h or 2d";
  private static final long LONGEST_SECONDS = 315_576_000_000L;
  private static final Pattern SHORT = Pattern.compile("(\\d{1,12}) ?(ms|s|min|m|h|d)");
  private static final Map<String, java.time.Duration> UNITS = Map.of(
      "ms", java.time.Duration.ofMillis(1), "s", java.time.Duration.ofSeconds(1),
      "m", java.time.Duration.ofMinutes(1), "min", java.time.Duration.ofMinutes(1),
      "h", java.time.Duration.ofHours(1), "d", java.time.Duration.ofDays(1));

  private Durations() {}

  /** Empty when the text is no duration, is negative or is longer than the contract can say (10 000 years). */
  public static Optional<Duration> parse(String text) {
    try {
      return Optional.of(read(text.strip())).filter(Durations::sayable).map(Durations::toProto);
    } catch (DateTimeParseException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static java.time.Duration read(String text) {
    var match = SHORT.matcher(text);
    return match.matches()
        ? UNITS.get(match.group(2)).multipliedBy(Long.parseLong(match.group(1)))
        : java.time.Duration.parse(text);
  }

  private static boolean sayable(java.time.Duration d) {
    return !d.isNegative() && d.getSeconds() <= LONGEST_SECONDS;
  }

  private static Duration toProto(java.time.Duration d) {
    return Duration.newBuilder().setSeconds(d.getSeconds()).setNanos(d.getNano()).build();
  }

  static String write(Duration d) {
    return java.time.Duration.ofSeconds(d.getSeconds(), d.getNanos()).toString();
  }
}
