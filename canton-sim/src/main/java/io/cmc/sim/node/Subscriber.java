// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

/** A participant's connection, as the domain sees it. */
interface Subscriber {

  /** There is something to be read. */
  void told();

  /** Whether it reads and confirms, though perhaps late: its process runs and is not frozen. */
  boolean works();
}
