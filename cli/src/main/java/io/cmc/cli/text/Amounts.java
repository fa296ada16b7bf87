// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import com.google.protobuf.Duration;
import java.util.Locale;

/** Sizes and lengths of time as people say them. */
public final class Amounts {

  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB"};

  private Amounts() {}

  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    var amount = bytes / 1000.0;
    int unit = 0;
    for (; amount >= 999.95 && unit < UNITS.length - 1; unit++) {
      amount /= 1000;
    }
    return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
  }

  public static String time(Duration duration) {
    var time = java.time.Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
    if (time.toMillis() < 1000) {
      return time.toMillis() + " ms";
    }
    if (time.toSeconds() < 60) {
      return String.format(Locale.ROOT, "%d.%d s", time.toSeconds(), time.toMillisPart() / 100);
    }
    return time.toHours() == 0 ? "%dm%02ds".formatted(time.toMinutes(), time.toSecondsPart())
        : "%dh%02dm".formatted(time.toHours(), time.toMinutesPart());
  }
}
