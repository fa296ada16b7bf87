// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes only when it is told to. */
public final class FakeClock implements InstantSource {

  private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

  @Override public Instant instant() {
    return now;
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }
}
