// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.world;

import java.util.Set;

/** Releases that differ in what matters to a move; docs/canton.md, "What differs". */
public enum Release {
  V2_8("2.8 or older", Set.of(), false, false, false),
  V2_9("2.9.5 to 2.9.7", Set.of(), true, true, false),
  V2_10("2.10.5", Set.of(4, 5, 7), true, true, true);

  /** As the adapter tells it. */
  final String told;
  final Set<Integer> versions;
  /** Whether it counts what is in flight, and refuses to move while there is any that it sees. */
  final boolean counts;
  /** Whether it can be asked for the state of a domain. */
  final boolean probes;
  /** Whether contracts are moved batch by batch and not all at the end. */
  final boolean batches;

  Release(String told, Set<Integer> versions, boolean counts, boolean probes, boolean batches) {
    this.told = told;
    this.versions = versions;
    this.counts = counts;
    this.probes = probes;
    this.batches = batches;
  }

  public boolean countsInFlight() {
    return counts;
  }
}
