// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.simulation.machine;

/** The process in which this ran is gone. Unwinds to where the machine began the piece; nothing that ships catches it. */
final class Died extends Error {

  private static final long serialVersionUID = 1L;

  Died() {
    super("the instance died", null, false, false);
  }
}
