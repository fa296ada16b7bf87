// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

/** A domain that could not be asked, or did not accept the handshake. */
final class Unreachable extends Exception {

  private static final long serialVersionUID = 1;

  enum Why { NO_ANSWER, NOT_A_SEQUENCER, HANDSHAKE }

  private final Why why;

  Unreachable(Why why, String reason) {
    super(reason, null, false, false);
    this.why = why;
  }

  Why why() {
    return why;
  }
}
