// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import com.google.protobuf.Timestamp;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Canton's times as Java's; IllegalArgumentException on what cannot be. */
final class Times {

  private Times() {}

  static Instant instant(boolean present, Timestamp wire) {
    if (!present) throw new IllegalArgumentException("no time in the answer");
    try {
      return Instant.ofEpochSecond(wire.getSeconds(), wire.getNanos());
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("a time of " + wire.getSeconds() + " s", e);
    }
  }

  static Duration duration(String name, boolean present, com.google.protobuf.Duration wire) {
    if (!present || wire.getSeconds() < 0 || wire.getNanos() < 0) {
      throw new IllegalArgumentException(name + (present ? " of " + wire.getSeconds() + " s" : " missing"));
    }
    return Duration.ofSeconds(wire.getSeconds(), wire.getNanos());
  }
}
