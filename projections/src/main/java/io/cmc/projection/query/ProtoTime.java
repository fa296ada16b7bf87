// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.time.Instant;

final class ProtoTime {

  private ProtoTime() {}

  static Timestamp of(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }

  static Duration of(java.time.Duration span) {
    // a protobuf duration has one sign for both parts
    var nanos = span.getSeconds() < 0 && span.getNano() > 0 ? span.getNano() - 1_000_000_000 : span.getNano();
    return Duration.newBuilder().setSeconds(nanos < 0 ? span.getSeconds() + 1 : span.getSeconds()).setNanos(nanos).build();
  }
}
