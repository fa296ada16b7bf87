// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

/** How nodes get their ports; implemented by the server side, so that a node knows nothing of gRPC servers. */
public interface Doors {

  /** Opens both ports of a participant; until {@link Open#serve} they answer every call with "Method not found". */
  Open open(Participant participant, ParticipantProcess process);

  /** Opens both ports of a domain and serves at once. */
  Open open(Domain domain);

  /** Ports that are open. */
  interface Open extends AutoCloseable {

    void serve();

    /** Cuts all calls. May be called twice. */
    @Override
    void close();
  }
}
