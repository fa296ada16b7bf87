// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.time.Duration;

/**
 * How long things take that take longer on real nodes; the real durations are in {@code docs/canton.md}.
 *
 * @param startUp each of the four stages of a start: port closed, no methods, empty lists, not connected yet
 * @param sequencerInfo how long a participant tries to reach a domain before it gives up (30 s on real nodes)
 * @param reconnect pause between attempts in the background
 * @param unhealthyAfter a dead domain shows as unhealthy after this
 * @param healthyAgainAfter a domain that came back shows as healthy after this, unless the participant reconnects
 * @param prepareTarget least duration of the migration's own connection to the target
 * @param firstPing what the first ping after a migration takes longer
 * @param contractsPerSecond speed of a migration
 * @param batch contracts moved, and on releases that can, committed, at a time
 * @param call added to every call
 */
public record Timing(
    Duration startUp, Duration sequencerInfo, Duration reconnect, Duration unhealthyAfter, Duration healthyAgainAfter,
    Duration prepareTarget, Duration firstPing, int contractsPerSecond, int batch, Duration call) {

  /** Milliseconds where real nodes take seconds, for tests and demos. */
  public static Timing quick() {
    return new Timing(Duration.ofMillis(20), Duration.ofSeconds(2), Duration.ofMillis(300), Duration.ofMillis(300),
        Duration.ofSeconds(1), Duration.ofMillis(50), Duration.ofMillis(300), 5000, 1000, Duration.ZERO);
  }

  public Timing withStartUp(Duration each) {
    return new Timing(each, sequencerInfo, reconnect, unhealthyAfter, healthyAgainAfter, prepareTarget, firstPing,
        contractsPerSecond, batch, call);
  }

  public Timing withSequencerInfo(Duration atMost) {
    return new Timing(startUp, atMost, reconnect, unhealthyAfter, healthyAgainAfter, prepareTarget, firstPing,
        contractsPerSecond, batch, call);
  }

  public Timing withFirstPing(Duration longer) {
    return new Timing(startUp, sequencerInfo, reconnect, unhealthyAfter, healthyAgainAfter, prepareTarget, longer,
        contractsPerSecond, batch, call);
  }

  public Timing withMoving(int perSecond, int batchSize) {
    return new Timing(startUp, sequencerInfo, reconnect, unhealthyAfter, healthyAgainAfter, prepareTarget, firstPing,
        perSecond, batchSize, call);
  }

  public Timing withPrepareTarget(Duration atLeast) {
    return new Timing(startUp, sequencerInfo, reconnect, unhealthyAfter, healthyAgainAfter, atLeast, firstPing,
        contractsPerSecond, batch, call);
  }

  public Timing withCall(Duration added) {
    return new Timing(startUp, sequencerInfo, reconnect, unhealthyAfter, healthyAgainAfter, prepareTarget, firstPing,
        contractsPerSecond, batch, added);
  }
}
