// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.adapter.canton2;

import java.time.Duration;

/**
 * How long an answer is waited for, by what the node has to do for it. A deadline ends the waiting and never the work: nodes go on
 * with a call whose caller has gone (docs/canton.md). There is none for moving contracts, which takes hours.
 *
 * @param own the node answers from what it has
 * @param asksDomain the node asks a domain first; it gives up by itself after two minutes, unless it replays many contracts when it
 *     connects: then it goes on, and is waited for without a call
 * @param disconnect waits for what is being processed
 * @param pingGrace beyond twice the timeout of a ping, which is when a node answers at the latest
 * @param contracts listing all contracts of one party
 * @param reconnect waiting for a connection that was lost, before the call is given up
 */
public record Deadlines(Duration own, Duration asksDomain, Duration disconnect, Duration pingGrace, Duration contracts,
    Duration reconnect) {

  public static final Deadlines DEFAULT = new Deadlines(Duration.ofSeconds(20), Duration.ofSeconds(150), Duration.ofMinutes(2),
      Duration.ofSeconds(30), Duration.ofHours(2), Duration.ofSeconds(2));

  Duration ping(Duration timeout) {
    return timeout.multipliedBy(2).plus(pingGrace);
  }
}
