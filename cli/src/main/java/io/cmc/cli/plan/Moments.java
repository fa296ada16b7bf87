// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import com.google.protobuf.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Moments as people write them: always with an offset, since the service may sit in another zone. */
public final class Moments {

  public static final String EXPECTED = "a time with its offset such as 2026-11-28T04:00:00Z or 2026-11-28T05:00:00+01:00";

  private Moments() {}

  /** Empty when the text is no such time. */
  public static Optional<Timestamp> parse(String text) {
    try {
      var at = OffsetDateTime.parse(text.strip()).toInstant();
      return Optional.of(Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static String write(Timestamp at) {
    return Instant.ofEpochSecond(at.getSeconds(), at.getNanos()).toString();
  }
}
