// SPDX-License-Identifier: Apache-2.0
package io.cmc.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Why nothing is in flight any more.
 *
 * @param from domain time when every participant was closed
 * @param passed domain time that was reached
 * @param span record-time tolerance + response timeout + reaction timeout of the source
 * @param samples counts after the span, all zero; empty where the release cannot count
 */
public record DrainProof(Instant from, Instant passed, Duration span, List<InFlightSample> samples) {

  public DrainProof {
    samples = List.copyOf(samples);
  }

  public record InFlightSample(Instant at, int submissions, int transactions) {
    public boolean zero() {
      return submissions == 0 && transactions == 0;
    }
  }
}
