// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.work;

import io.cmc.id.NodeName;
import io.cmc.store.deed.TraceParent;
import io.cmc.store.log.About;

/**
 * A piece of work that this process may do, and nobody else until the lease has run out.
 *
 * @param epoch changes whenever the row is taken or asked for anew: whoever holds an older one must not call a node
 *
 * @param origin what the work is part of
 * @param edition of the migration's plan when the work was taken; 0: none is kept
 */
record Lease(long workId, Kind kind, String migration, String node, String payload, String notes, boolean acted, int failures, long epoch,
    String owner, Origin origin, long edition) {

  enum Kind { STEP, FAN_OUT, FAN_IN, COMPARE, WATCH }

  /** What lines are about that are logged while it is done. */
  About lines() {
    return About.here().migration(migration, node.equals(NodeName.DOMAINS.value()) ? "" : node).with(About.CORRELATION, origin.correlation())
        .trace(TraceParent.within(origin.trace()));
  }
}
