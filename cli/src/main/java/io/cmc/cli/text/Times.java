// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

import com.google.protobuf.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** Times as the reader's clock shows them, always with the offset. */
public record Times(Clock clock) {

  private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxx");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ssxxx");

  public String full(Timestamp at) {
    return local(at).format(DAY_AND_TIME);
  }

  /** Without the day when it is today. */
  public String brief(Timestamp at) {
    var local = local(at);
    return local.toLocalDate().equals(LocalDate.now(clock)) ? local.format(TIME) : local.format(DAY_AND_TIME);
  }

  public String now() {
    return OffsetDateTime.now(clock).format(TIME);
  }

  private OffsetDateTime local(Timestamp at) {
    return Instant.ofEpochSecond(at.getSeconds(), at.getNanos()).atZone(clock.getZone()).toOffsetDateTime();
  }
}
