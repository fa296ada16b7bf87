// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

/** The domain does not run. */
public final class DomainDown extends RuntimeException {

  private static final long serialVersionUID = 1;

  DomainDown() {
    super("the domain is down", null, false, false);
  }
}
