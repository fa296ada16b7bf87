// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

/**
 * A piece of work that this process may do, and nobody else until the lease has run out.
 *
 * @param epoch changes whenever the row is taken or asked for anew: whoever holds an older one must not call a node
 *
 * @param origin what the work is part of
 */
record Lease(long workId, Kind kind, String migration, String node, String payload, String notes, boolean acted, int failures, long epoch,
    String owner, Origin origin) {

  enum Kind { STEP, FAN_OUT, FAN_IN, COMPARE, WATCH }
}
