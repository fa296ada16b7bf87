// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.faults;

/** Looks at everything that goes through a proxy, and may cut a connection there. One for each connection; used by one thread at a time. */
interface Bend {

  enum Way { TO_SERVER, TO_CLIENT }

  enum Verdict { FORWARD, CUT, HOLD }

  Bend STRAIGHT = (way, bytes) -> Verdict.FORWARD;

  /**
   * @return CUT to reset the connection at both ends; these bytes are not forwarded then. HOLD to be asked again about them once the
   *     proxy is not frozen, which whoever says so has just done
   */
  Verdict see(Way way, byte[] bytes);
}
