// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.evidence;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.cmc.cli.text.Amounts;
import java.time.format.DateTimeParseException;

/** Times and sizes as a bundle has them: UTC, whoever reads it and wherever. */
final class Words {

  private Words() {}

  /** Empty where there is none. */
  static String time(Timestamp at) {
    return at.equals(Timestamp.getDefaultInstance()) ? "" : Timestamps.toString(at);
  }

  static String took(Duration duration) {
    return Amounts.time(duration);
  }

  /** Of a span in ISO 8601, as events have it. */
  static String took(String iso) {
    try {
      return Amounts.time(Durations.fromMillis(java.time.Duration.parse(iso).toMillis()));
    } catch (DateTimeParseException e) {
      return iso;
    }
  }
}
