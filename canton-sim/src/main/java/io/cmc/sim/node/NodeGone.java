// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

/** The process that this work belonged to has died; nobody is left to answer. */
public final class NodeGone extends RuntimeException {

  private static final long serialVersionUID = 1;

  public NodeGone() {
    super("the node has stopped", null, false, false);
  }
}
