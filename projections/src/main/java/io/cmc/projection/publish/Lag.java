// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.publish;

import java.time.Duration;

/**
 * How far a publication is behind the store.
 *
 * @param events that are sealed and not published; those that wait at a dead letter are not among them
 * @param age for how long the oldest of them waits; zero: there is none
 */
public record Lag(long events, Duration age) {

  static final Lag NONE = new Lag(0, Duration.ZERO);

  String words() {
    return "%,d events wait, the oldest for %d s".formatted(events, age.toSeconds());
  }
}
