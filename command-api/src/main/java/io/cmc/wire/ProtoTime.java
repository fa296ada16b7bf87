// SPDX-License-Identifier: Apache-2.0
package io.cmc.wire;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;

/** Times and spans in the public contract's form, and back. */
public final class ProtoTime {

  private ProtoTime() {}

  public static Timestamp of(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }

  /** @throws IllegalArgumentException when it is beyond what can be said */
  public static Instant of(Timestamp at) {
    try {
      return Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a time that can be, found " + at.getSeconds() + " s", e);
    }
  }

  public static Duration of(java.time.Duration span) {
    // a protobuf duration has one sign for both parts
    var nanos = span.getSeconds() < 0 && span.getNano() > 0 ? span.getNano() - 1_000_000_000 : span.getNano();
    return Duration.newBuilder().setSeconds(nanos < 0 ? span.getSeconds() + 1 : span.getSeconds()).setNanos(nanos).build();
  }

  public static java.time.Duration of(Duration span) {
    return java.time.Duration.ofSeconds(span.getSeconds(), span.getNanos());
  }
}
